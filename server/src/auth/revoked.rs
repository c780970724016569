//! The sessions that ended so lately that some of their access tokens have not expired yet.
//!
//! A verified request looks into this set in memory and not into the database. The set stays small: a session
//! leaves it when its last possible token has expired. A session that this node ends is in it at once.
//! [`follow`] reads from the database the sessions that other nodes end.

use crate::{
    clock::{APART, Clock, UnixMillis},
    db::{
        Db,
        sessions::{self, Ended},
    },
    keys::lifecycle::retention,
};
use shared::TokenPolicy;
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::{Duration, Instant},
};
use tokio::time::{MissedTickBehavior, interval};

/// How often the sessions that other nodes ended are read from the database.
const EVERY: Duration = Duration::from_millis(500);
/// A set that was not brought up to date for longer is out of date: the server is not ready.
pub const STALE: Duration = Duration::from_secs(2);
/// So many rows are read at a time.
const PAGE: usize = 5_000;

/// The set, and how far it was read from the database.
#[derive(Clone, Debug)]
pub struct Revoked {
    set: Arc<RwLock<Set>>,
    read: Arc<Mutex<Read>>,
    window: Duration,
}

/// The ids of the sessions, and the same by the second in which they ended, so that forgetting the oldest does
/// not look at the others.
#[derive(Debug, Default)]
struct Set {
    ids: HashSet<Arc<str>>,
    by_second: BTreeMap<i64, Vec<Arc<str>>>,
}

/// How far the set was read.
#[derive(Clone, Debug)]
struct Read {
    /// The number and the id of the last session.
    after: (i64, String),
    /// Sessions that ended before are not in the set, since their tokens had expired.
    since: UnixMillis,
    /// When the set was last up to date. The clock of the operating system that only goes forward.
    at: Instant,
}

impl Revoked {
    /// An empty set for tokens of this policy.
    pub fn new(policy: &TokenPolicy) -> Self {
        let read =
            Read { after: (0, String::new()), since: UnixMillis(i64::MAX), at: Instant::now() };
        Self {
            set: Arc::default(),
            read: Arc::new(Mutex::new(read)),
            // As long as a key stays for its last token, and longer by what clocks are apart.
            window: retention(policy) + APART,
        }
    }

    /// The set as the database has it.
    pub async fn load(db: &Db, policy: &TokenPolicy, now: UnixMillis) -> Result<Self, sqlx::Error> {
        let revoked = Self::new(policy);
        // Read before the list: what ends in between comes with the first look after it.
        let ending = sessions::last_ending(db).await?;
        revoked.read_since_window(db, now).await?;
        revoked.read().after = (ending, String::new());
        Ok(revoked)
    }

    /// How long after the end of a session its last token can still be valid somewhere.
    pub const fn window(&self) -> Duration {
        self.window
    }

    pub fn len(&self) -> usize {
        self.set.read().unwrap_or_else(PoisonError::into_inner).ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this session has ended.
    pub fn contains(&self, session_id: &str) -> bool {
        self.set.read().unwrap_or_else(PoisonError::into_inner).ids.contains(session_id)
    }

    /// How long ago the set was up to date.
    pub fn age(&self) -> Duration {
        self.read().at.elapsed()
    }

    /// Refuses the sessions' tokens from now on, and forgets those that have no tokens left.
    pub fn insert(&self, ended: impl IntoIterator<Item = Ended>, now: UnixMillis) {
        let oldest = now.minus(self.window);
        let mut read = self.read();
        read.since = read.since.max(oldest);
        drop(read);
        let mut set = self.set.write().unwrap_or_else(PoisonError::into_inner);
        set.forget_before(oldest.seconds().0);
        for (id, at) in ended {
            set.insert(id.into(), at.seconds().0);
        }
    }

    /// Adds the sessions that ended since the last look, on this node or on another. It reads on in the order
    /// of the commits, so no clock and no outage hides one. After the clock was set back it reads the whole
    /// window again: tokens are valid again that seemed to have expired, and their sessions had left the set.
    pub async fn catch_up(&self, db: &Db, now: UnixMillis) -> Result<(), sqlx::Error> {
        let Read { mut after, since, .. } = self.read().clone();
        if now.minus(self.window) < since {
            self.read_since_window(db, now).await?;
        }
        loop {
            let (ending, id) = &after;
            let page = sessions::list_ended_after(db, (*ending, id), PAGE).await?;
            let Some((id, _, ending)) = page.last() else {
                break;
            };
            after = (*ending, id.clone());
            let is_last = page.len() < PAGE;
            tracing::debug!(sessions = page.len(), "ended");
            self.insert(page.into_iter().map(|(id, at, _)| (id, at)), now);
            self.read().after.clone_from(&after);
            if is_last {
                break;
            }
        }
        self.read().at = Instant::now();
        Ok(())
    }

    async fn read_since_window(&self, db: &Db, now: UnixMillis) -> Result<(), sqlx::Error> {
        let oldest = now.minus(self.window);
        self.insert(sessions::list_ended_since(db, oldest).await?, now);
        self.read().since = oldest;
        Ok(())
    }

    fn read(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Set {
    fn insert(&mut self, id: Arc<str>, second: i64) {
        if self.ids.insert(Arc::clone(&id)) {
            self.by_second.entry(second).or_default().push(id);
        }
    }

    fn forget_before(&mut self, second: i64) {
        while let Some(oldest) = self.by_second.first_entry()
            && *oldest.key() < second
        {
            for id in oldest.remove() {
                self.ids.remove(&id);
            }
        }
    }
}

/// Keeps the set up to date for as long as the server runs.
pub async fn follow(revoked: Revoked, db: Db, clock: Clock) {
    let mut ticks = interval(EVERY);
    // After an outage one look is enough, however many were missed.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut is_failing = false;
    loop {
        ticks.tick().await;
        let caught_up = revoked.catch_up(&db, clock.now()).await;
        match &caught_up {
            Err(error) if !is_failing => {
                tracing::error!(%error, "sessions that other nodes end cannot be read");
            }
            Ok(()) if is_failing => {
                tracing::info!("sessions that other nodes end can be read again");
            }
            _ => {}
        }
        is_failing = caught_up.is_err();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s37_a_session_stays_until_its_last_token_has_expired() {
        let policy = TokenPolicy::new("i", "a", 5, 600).unwrap();
        let revoked = Revoked::new(&policy);
        let start = UnixMillis(1_800_000_000_000);
        let insert = |id: &str, after| {
            let at = start.plus(Duration::from_secs(after));
            revoked.insert([(id.to_owned(), at)], at);
        };
        insert("first", 0);
        assert!(revoked.contains("first") && !revoked.contains("second"));
        insert("second", 666);
        assert!(revoked.contains("first"));
        insert("third", 667);
        assert!(!revoked.contains("first") && revoked.contains("second"));
        assert_eq!(revoked.len(), 2);
    }
}
