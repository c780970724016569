//! The state of a signing key at a time: announced, signing, verifying, gone.
//!
//! Time alone decides, so every node that knows the same keys finds the same states:
//!
//! - The newest key whose `signs_from` has come signs.
//! - A newer one is announced. It verifies already, for a node whose clock is ahead may use it.
//! - An older one verifies until every token that it may have signed has expired.
//! - After that it is gone, and its secret is wiped.

use crate::clock::UnixMillis;
use shared::{TokenPolicy, api::admin::KeyState};
use std::time::Duration;

/// When a key signs and verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub signs_from: UnixMillis,
    /// `None` while no successor is known.
    pub verifies_until: Option<UnixMillis>,
    /// Whether the secret is wiped, whatever the clock says.
    pub wiped: bool,
}

impl Schedule {
    /// Whether tokens of this key are accepted at this time.
    pub fn verifies(&self, now: UnixMillis) -> bool {
        !self.wiped && self.verifies_until.is_none_or(|until| now < until)
    }
}

/// How long a key verifies after its successor has begun to sign. One second more than the lifetime and the
/// leeway of a token, because tokens have whole seconds.
pub(crate) fn retention(policy: &TokenPolicy) -> Duration {
    let seconds = u64::from(policy.max_lifetime()) + u64::from(policy.leeway()) + 1;
    Duration::from_secs(seconds)
}

/// The schedules of keys, the oldest first. Of each key `starts` has the time from which it signs and whether
/// it is wiped. A key verifies until the tokens expire that it signed before its successor began.
pub(crate) fn schedules(starts: &[(UnixMillis, bool)], retention: Duration) -> Vec<Schedule> {
    let successors = starts.iter().skip(1).map(Some).chain([None]);
    let schedule = |(&(signs_from, wiped), successor): (_, Option<&(UnixMillis, bool)>)| Schedule {
        signs_from,
        verifies_until: successor.map(|(next, _)| next.plus(retention)),
        wiped,
    };
    starts.iter().zip(successors).map(schedule).collect()
}

/// The position of the key that signs, in a list with the oldest first. After a clock was set back there may
/// be no key whose time has come, or only wiped ones. Then the oldest key that is not wiped signs.
pub(crate) fn signing<K: AsRef<Schedule>>(keys: &[K], now: UnixMillis) -> Option<usize> {
    let usable = |key: &K| !key.as_ref().wiped;
    keys.iter()
        .rposition(|key| usable(key) && key.as_ref().signs_from <= now)
        .or_else(|| keys.iter().position(usable))
}

/// The states of keys, in a list with the oldest first.
pub(crate) fn states<K: AsRef<Schedule>>(keys: &[K], now: UnixMillis) -> Vec<KeyState> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use KeyState::{Announced, Gone, Signing, Verifying};

    const RETENTION: Duration = Duration::from_millis(5);

    fn keys(starts: &[i64]) -> Vec<Schedule> {
        let starts: Vec<_> = starts.iter().map(|&at| (UnixMillis(at), false)).collect();
        schedules(&starts, RETENTION)
    }

    /// All sequences of four keys that begin to sign at different times, at every moment.
    #[test]
    fn s19_one_key_signs_and_whatever_it_signed_is_verified_until_it_expires() {
        for bits in 0_u16..1 << 12 {
            let starts: Vec<i64> = (0..12).filter(|bit| bits >> bit & 1 == 1).collect();
            if starts.len() != 4 {
                continue;
            }
            let keys = keys(&starts);
            for now in (0..30).map(UnixMillis) {
                let states = states(&keys, now);
                assert!(states.is_sorted_by_key(|state| match state {
                    Gone => 0,
                    Verifying => 1,
                    Signing => 2,
                    Announced => 3,
                }));
                let signers = states.iter().filter(|state| **state == Signing).count();
                assert_eq!(signers, 1, "{starts:?} at {now:?}");
                let signer = &keys[signing(&keys, now).unwrap()];
                // A token signed at this moment, to its last one.
                for later in 0..5 {
                    let later = now.plus(Duration::from_millis(later));
                    assert!(signer.verifies(later), "{starts:?} from {now:?} at {later:?}");
                }
            }
            // Each but the last is gone in the end.
            assert_eq!(states(&keys, UnixMillis(30)), [Gone, Gone, Gone, Signing]);
        }
    }

    #[test]
    fn s19_a_key_verifies_from_its_announcement_and_not_a_moment_too_long() {
        let keys = keys(&[0, 10]);
        for (now, expected) in [
            (0, [Signing, Announced]),
            (9, [Signing, Announced]),
            (10, [Verifying, Signing]),
            (14, [Verifying, Signing]),
            (15, [Gone, Signing]),
        ] {
            assert_eq!(states(&keys, UnixMillis(now)), expected, "{now}");
            assert!(keys[1].verifies(UnixMillis(now)));
            assert_eq!(keys[0].verifies(UnixMillis(now)), now < 15);
        }
    }

    #[test]
    fn a_clock_that_was_set_back_has_a_key_to_sign_with() {
        let wiped = [(UnixMillis(0), true), (UnixMillis(10), false), (UnixMillis(20), false)];
        let keys = schedules(&wiped, RETENTION);
        assert_eq!(states(&keys, UnixMillis(5)), [Gone, Signing, Announced]);
        assert_eq!(signing(&keys[..1], UnixMillis(5)), None);
    }

    #[test]
    fn s19_a_key_outlives_its_last_token_by_lifetime_and_leeway() {
        let policy = TokenPolicy::new("i", "a", 5, 600).unwrap();
        assert_eq!(retention(&policy), Duration::from_secs(606));
    }
}
