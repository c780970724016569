//! How often the endpoints of the lab answer one network, one site (a larger network), and all together.

use server::{
    auth::{
        per_network::PerNetwork,
        throttle::{KNOWN, SITE},
    },
    rate::{Limiter, Rate},
};
use std::time::Duration;

/// The limits, with what was used of each.
pub(super) struct Limits {
    /// Genuine tokens. A run of all attacks takes about a hundred, and an RSA signature costs more than anything
    /// else in the lab.
    pub(super) tokens: PerNetwork,
    /// Ends of sessions. An ended session stays in memory until its tokens have expired.
    pub(super) ends: PerNetwork,
    /// Ends of sessions, for all networks together.
    pub(super) all_ends: Limiter<()>,
    /// Calls of the naive verifier, which decrypts with RSA and takes keys of any size. A run of all attacks makes
    /// about ninety.
    pub(super) naive_calls: PerNetwork,
    /// Guesses at the strict login. A real login counts them for each account. Here each network has its own count,
    /// whatever the name, so that visitors do not use up each other's guesses.
    pub(super) guesses: PerNetwork,
    /// New visitors, so that one network does not push out all others at once.
    pub(super) visitors: PerNetwork,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tokens: PerNetwork::new(millis(1000, 100), millis(2000, 75)),
            ends: PerNetwork::new(millis(100, 1000), millis(200, 750)),
            all_ends: Limiter::new(millis(10_000, 100)),
            naive_calls: PerNetwork::new(millis(600, 200), millis(1200, 150)),
            guesses: PerNetwork::new(KNOWN, SITE),
            visitors: PerNetwork::new(millis(60, 10_000), millis(120, 7000)),
        }
    }
}

/// `burst` at once, and one more in each `every` milliseconds.
const fn millis(burst: u32, every: u64) -> Rate {
    Rate { burst, every: Duration::from_millis(every) }
}
