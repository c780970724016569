//! The sessions that ended so lately that access tokens of theirs have not expired yet.
//!
//! A verified request asks this set in memory and no database. It is small by construction: a session
//! leaves it when the last token that it could have has expired.

use crate::{
    clock::UnixMillis,
    db::{self, Db},
};
use shared::TokenPolicy;
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// The ended sessions and when they ended.
#[derive(Clone, Debug)]
pub struct Revoked {
    sessions: Arc<RwLock<HashMap<String, UnixMillis>>>,
    window: Duration,
}

impl Revoked {
    /// An empty set for tokens of this policy.
    #[must_use]
    pub fn new(policy: &TokenPolicy) -> Self {
        // Tokens have whole seconds, so the last one may live up to a second longer.
        let seconds = u64::from(policy.max_lifetime()) + u64::from(policy.leeway()) + 1;
        Self {
            sessions: Arc::default(),
            window: Duration::from_secs(seconds),
        }
    }

    /// The set as the database has it.
    pub async fn load(db: &Db, policy: &TokenPolicy, now: UnixMillis) -> Result<Self, sqlx::Error> {
        let empty = Self::new(policy);
        let ended = db::sessions::list_ended_since(db, now.minus(empty.window)).await?;
        Ok(Self {
            sessions: Arc::new(RwLock::new(ended.into_iter().collect())),
            ..empty
        })
    }

    /// Whether this session has ended.
    #[must_use]
    pub fn contains(&self, session_id: &str) -> bool {
        let sessions = self.sessions.read().unwrap_or_else(PoisonError::into_inner);
        sessions.contains_key(session_id)
    }

    /// Refuses the session's tokens from now on, and forgets those that have no tokens left.
    pub fn insert(&self, session_id: String, now: UnixMillis) {
        let oldest = now.minus(self.window);
        let mut sessions = self
            .sessions
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, at| *at >= oldest);
        sessions.insert(session_id, now);
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
        revoked.insert("first".into(), start);
        assert!(revoked.contains("first") && !revoked.contains("second"));
        revoked.insert("second".into(), start.plus(Duration::from_secs(606)));
        assert!(revoked.contains("first"));
        revoked.insert("third".into(), start.plus(Duration::from_secs(607)));
        assert!(!revoked.contains("first") && revoked.contains("second"));
    }
}
