//! The copies of refresh tokens that the thief has.

use lru::LruCache;
use server::clock::UnixMillis;
use std::{
    num::NonZero,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use zeroize::Zeroizing;

/// The copies that were made last, by their sessions.
pub(crate) struct Copies(Mutex<LruCache<String, Copied>>);

/// A copy, and when it was made.
pub(super) struct Copied {
    pub(super) token: Zeroizing<String>,
    pub(super) at: UnixMillis,
}

/// After this time a copy is dropped, because the visitor may have left the session meanwhile.
const LIFETIME: Duration = Duration::from_mins(10);
const MOST_COPIES: NonZero<usize> = NonZero::new(1000).expect("it is not zero");

impl Default for Copies {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST_COPIES)))
    }
}

impl Copies {
    pub(super) fn put(&self, session: String, copied: Copied) {
        self.fresh(copied.at).put(session, copied);
    }

    pub(super) fn pop(&self, session: &str, now: UnixMillis) -> Option<Zeroizing<String>> {
        Some(self.fresh(now).pop(session)?.token)
    }

    /// Drops the copies that are too old.
    pub(crate) fn clean(&self, now: UnixMillis) {
        drop(self.fresh(now));
    }

    /// The copies that are not too old. No copy is read in its place, so the least recently used copy is the oldest.
    fn fresh(&self, now: UnixMillis) -> MutexGuard<'_, LruCache<String, Copied>> {
        let mut copies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = |(_, copied): (&String, &Copied)| copied.at.plus(LIFETIME) <= now;
        while copies.peek_lru().is_some_and(is_old) {
            copies.pop_lru();
        }
        copies
    }
}
