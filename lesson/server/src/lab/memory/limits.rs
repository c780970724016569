//! How much is asked for.

use server::{
    auth::per_network::PerNetwork,
    rate::{Limiter, Rate},
};
use std::time::Duration;

/// What one network may have. A run of all attacks takes about a hundred tokens, and an RSA signature is
/// the dearest thing here.
const TOKENS: Rate = Rate { burst: 1000, every: Duration::from_millis(100) };
/// The same for all networks of one site.
const SITE_TOKENS: Rate = Rate { burst: 2000, every: Duration::from_millis(75) };
/// An ended session stays in memory until its tokens have expired.
const ENDS: Rate = Rate { burst: 100, every: Duration::from_secs(1) };
/// The same for all networks of one site.
const SITE_ENDS: Rate = Rate { burst: 200, every: Duration::from_millis(750) };
/// The same for everybody.
const ALL_ENDS: Rate = Rate { burst: 10_000, every: Duration::from_millis(100) };

/// How much was asked for.
pub(in crate::lab) struct Limits {
    pub(in crate::lab) tokens: PerNetwork,
    pub(in crate::lab) ends: PerNetwork,
    pub(in crate::lab) all_ends: Limiter<()>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tokens: PerNetwork::new(TOKENS, SITE_TOKENS),
            ends: PerNetwork::new(ENDS, SITE_ENDS),
            all_ends: Limiter::new(ALL_ENDS),
        }
    }
}

/// What one network may ask of the naive verifier, who decrypts with RSA and takes keys of any size. A run
/// of all attacks asks some ninety times.
const NAIVE_CALLS: Rate = Rate { burst: 600, every: Duration::from_millis(200) };
/// The same for all networks of one site.
const SITE_NAIVE_CALLS: Rate = Rate { burst: 1200, every: Duration::from_millis(150) };

/// How much the naive verifier was asked.
pub(in crate::lab) fn naive_calls() -> PerNetwork {
    PerNetwork::new(NAIVE_CALLS, SITE_NAIVE_CALLS)
}
