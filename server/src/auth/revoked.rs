//! The sessions that ended so lately that some of their access tokens have not expired yet.
//!
//! A verified request looks into this set in memory and not into the database. The set stays small: a session
//! leaves it when its last possible token has expired. A session that this node ends is in it at once.
//! [`follow`] reads from the database the sessions that other nodes end.

use crate::{
    clock::{APART, Clock, UnixMillis},
    db::{self, Db},
    keys::lifecycle::retention,
};
use shared::TokenPolicy;
use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::time::{MissedTickBehavior, interval};

/// How often the sessions that other nodes ended are read from the database.
const EVERY: Duration = Duration::from_millis(500);

/// The ended sessions and when they ended.
#[derive(Clone, Debug)]
pub struct Revoked {
    sessions: Arc<RwLock<HashMap<String, UnixMillis>>>,
    caught_up_at: Arc<AtomicI64>,
    window: Duration,
}

impl Revoked {
    /// An empty set for tokens of this policy.
    pub fn new(policy: &TokenPolicy) -> Self {
        Self {
            sessions: Arc::default(),
            caught_up_at: Arc::new(AtomicI64::new(i64::MIN)),
            // As long as a key stays for its last token, and longer by what clocks are apart.
            window: retention(policy) + APART,
        }
    }

    /// The set as the database has it.
    pub async fn load(db: &Db, policy: &TokenPolicy, now: UnixMillis) -> Result<Self, sqlx::Error> {
        let revoked = Self::new(policy);
        revoked.catch_up(db, now).await?;
        Ok(revoked)
    }

    /// How long after the end of a session its last token can still be valid somewhere.
    pub const fn window(&self) -> Duration {
        self.window
    }

    pub fn len(&self) -> usize {
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        sessions.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this session has ended.
    pub fn contains(&self, session_id: &str) -> bool {
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        sessions.contains_key(session_id)
    }

    /// Refuses the sessions' tokens from now on, and forgets those that have no tokens left.
    pub fn insert(&self, session_ids: impl IntoIterator<Item = String>, now: UnixMillis) {
        self.extend(session_ids.into_iter().map(|id| (id, now)), now);
    }

    /// Adds the sessions that other nodes ended, or this one before a crash. After an outage it reads on from
    /// where it stopped, if tokens from then can still be valid. After the clock was set back it reads the
    /// whole window again: tokens are valid again that seemed to have expired, and their sessions had left
    /// the set.
    pub async fn catch_up(&self, db: &Db, now: UnixMillis) -> Result<(), sqlx::Error> {
        let caught_up_at = UnixMillis(self.caught_up_at.load(Ordering::SeqCst));
        let oldest = now.minus(self.window);
        let since = if now < caught_up_at { oldest } else { caught_up_at.minus(APART).max(oldest) };
        let mut ended = db::sessions::list_ended_since(db, since).await?;
        ended.retain(|(id, _)| !self.contains(id));
        // Most of the time nothing is new, and requests need not wait for a lock.
        if !ended.is_empty() {
            tracing::debug!(sessions = ended.len(), "ended elsewhere");
            self.extend(ended, now);
        }
        self.caught_up_at.store(now.0, Ordering::SeqCst);
        Ok(())
    }

    fn extend(&self, ended: impl IntoIterator<Item = (String, UnixMillis)>, now: UnixMillis) {
        let oldest = now.minus(self.window);
        let mut sessions = self.sessions.write().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, at| *at >= oldest);
        sessions.extend(ended);
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
            revoked.insert([id.to_owned()], start.plus(Duration::from_secs(after)));
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
