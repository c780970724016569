//! What a signing key does at a time: announced, signing, verifying, gone.
//!
//! Time alone decides, so every node that knows the same keys comes to the same answer by itself:
//!
//! - The newest key whose `signs_from` has come signs.
//! - A newer one is announced. It verifies already, for a node whose clock is ahead may use it.
//! - An older one verifies until every token that it may have signed has expired.
//! - After that it is gone, and its secret is wiped.

use super::SigningKey;
use crate::clock::UnixMillis;
use shared::{TokenPolicy, api::admin::KeyState};
use std::time::Duration;

/// When a key does what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// From when on it signs.
    pub signs_from: UnixMillis,
    /// Until when it verifies; `None` while no successor is known.
    pub verifies_until: Option<UnixMillis>,
    /// Whether its secret is gone already, whatever the clock says.
    pub wiped: bool,
}

impl Schedule {
    /// Whether tokens of this key are good at this time.
    #[must_use]
    pub fn verifies(&self, now: UnixMillis) -> bool {
        !self.wiped && self.verifies_until.is_none_or(|until| now < until)
    }
}

/// How long a key verifies after the next one began to sign. Tokens have whole seconds, hence the one
/// more.
#[must_use]
pub fn retention(policy: &TokenPolicy) -> Duration {
    let seconds = u64::from(policy.max_lifetime()) + u64::from(policy.leeway()) + 1;
    Duration::from_secs(seconds)
}

/// The position of the key that signs, in a list with the oldest first. A clock that was set back
/// finds no key whose time has come, or only wiped ones; then the oldest that is left has to do.
#[must_use]
pub fn signing<K: AsRef<Schedule>>(keys: &[K], now: UnixMillis) -> Option<usize> {
    let usable = |key: &K| !key.as_ref().wiped;
    keys.iter()
        .rposition(|key| usable(key) && key.as_ref().signs_from <= now)
        .or_else(|| keys.iter().position(usable))
}

/// The states of keys, in a list with the oldest first.
#[must_use]
pub fn states<K: AsRef<Schedule>>(keys: &[K], now: UnixMillis) -> Vec<KeyState> {
    let signing = signing(keys, now);
    let state = |(position, key): (usize, &K)| match signing {
        _ if key.as_ref().wiped => KeyState::Gone,
        Some(signing) if position == signing => KeyState::Signing,
        Some(signing) if position > signing => KeyState::Announced,
        _ if key.as_ref().verifies(now) => KeyState::Verifying,
        _ => KeyState::Gone,
    };
    keys.iter().enumerate().map(state).collect()
}

impl AsRef<Schedule> for Schedule {
    fn as_ref(&self) -> &Schedule {
        self
    }
}

impl AsRef<Schedule> for SigningKey {
    fn as_ref(&self) -> &Schedule {
        self.schedule()
    }
}
