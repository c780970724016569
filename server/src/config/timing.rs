//! Lifetimes of tokens and announcements of keys: the settings that decide the state of a key.

use super::values::{duration, seconds};
use anyhow::{Result, ensure};
use clap::Args;
use shared::{TokenPolicy, api::SHORTEST_LIFETIME};
use std::time::Duration;

/// The flags of the commands that need the state of a key.
#[derive(Args, Clone, Copy, Debug)]
pub struct TimingArgs {
    /// How long an access token lives, at most 15m
    #[arg(long, env = "CLAIMCHECK_ACCESS_LIFETIME", default_value = "10m", value_parser = duration)]
    pub access_lifetime: Duration,
    /// How much the clocks of issuer and verifier may differ, at most 30s
    #[arg(long, env = "CLAIMCHECK_LEEWAY", default_value = "5s", value_parser = duration)]
    pub leeway: Duration,
    /// How long a new signing key is known before it signs, 10s to 7d
    #[arg(long, env = "CLAIMCHECK_KEY_ANNOUNCE", default_value = "1m", value_parser = duration)]
    pub key_announce: Duration,
}

/// Twenty times the half second after which a node looks again for keys that another node has announced.
const SHORTEST_ANNOUNCEMENT: Duration = Duration::from_secs(10);

/// Longer than verifiers cache keys. An upper bound is needed because no other key can be announced until an announced
/// key signs.
const LONGEST_ANNOUNCEMENT: Duration = Duration::from_hours(7 * 24);

impl TimingArgs {
    /// The policy for tokens of this issuer for this audience. Fails if a duration is out of range.
    pub fn policy(&self, issuer: &str, audience: &str) -> Result<TokenPolicy> {
        let policy = TokenPolicy::new(
            issuer,
            audience,
            seconds("CLAIMCHECK_LEEWAY", self.leeway)?,
            seconds("CLAIMCHECK_ACCESS_LIFETIME", self.access_lifetime)?,
        )?;
        ensure!(
            policy.max_lifetime() >= SHORTEST_LIFETIME,
            "CLAIMCHECK_ACCESS_LIFETIME is under {SHORTEST_LIFETIME} s, so that clients would renew all the time; set at least {SHORTEST_LIFETIME}s"
        );
        ensure!(
            self.key_announce >= SHORTEST_ANNOUNCEMENT,
            "CLAIMCHECK_KEY_ANNOUNCE is under {} s, so that a new key could sign before every node and every verifier knows it; set it longer",
            SHORTEST_ANNOUNCEMENT.as_secs()
        );
        ensure!(
            self.key_announce <= LONGEST_ANNOUNCEMENT,
            "CLAIMCHECK_KEY_ANNOUNCE is over 7d, and for all that time no other key could be announced; set at most 7d"
        );
        Ok(policy)
    }
}
