//! How often a client may try. Only failures count, and a try is counted before it is made, so that a
//! hundred tries at the same moment get no further than a hundred in a row.
//!
//! | what is tried | counted by | at once | then one per |
//! | --- | --- | --- | --- |
//! | a password, from a device that is known to the account | the device | 10 | 36 s |
//! | a password, from elsewhere | the network (an IPv4 address, an IPv6 /64) | 20 | 60 s |
//! |  | and the site (an IPv6 /48) | 40 | 45 s |
//! |  | and the account | 10 | 36 s |
//! | the current password, asked for once more | the user | 10 | 36 s |
//! | a refresh token with a false seal | the network | 60 | 10 s |
//! | a new account | the network | 30 | 60 s |
//!
//! A network and a site get their tries back more slowly than an account, so an attacker at one address, or
//! with all the networks of an IPv6 customer, cannot keep an account shut. Against attackers at many
//! addresses, the device of the user has tries of its own ([`known_device`](super::known_device)). No limit
//! locks a user out: each leaves a next try, and `Retry-After` says when. A try that one limit refuses counts
//! against none of the others. A name without an account is counted like any other.

use super::{caller::Caller, per_network::PerNetwork};
use crate::{
    clock::{Clock, UnixMillis},
    db::{Db, login_failures},
    error::AppError,
    rate::{Limiter, Rate},
};
use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use shared::compact::base64url;
use std::{net::IpAddr, time::Duration};

/// Tries at one account's password: a hundred an hour (NIST SP 800-63B-4 §3.2.2 asks for a limit of that
/// order), and enough at once for a user who mistypes.
pub const ACCOUNT: Rate = Rate { burst: 10, every: Duration::from_secs(36) };
/// Tries at all passwords from one network.
const NETWORK: Rate = Rate { burst: 20, every: Duration::from_mins(1) };
/// The same from all networks of one customer.
pub const SITE: Rate = Rate { burst: 40, every: Duration::from_secs(45) };
const RENEWALS: Rate = Rate { burst: 60, every: Duration::from_secs(10) };
const REGISTRATIONS: Rate = Rate { burst: 30, every: Duration::from_mins(1) };
/// Entries in the audit about tries that concern no account or were refused, from one network.
const NOTES: Rate = Rate { burst: 20, every: Duration::from_mins(1) };
/// The same from all networks: at most 8,640 a day and node, however many tries there are. The log has
/// every try.
const ALL_NOTES: Rate = Rate { burst: 100, every: Duration::from_secs(10) };

/// The limits, and what was counted against them. Accounts are counted in the database, networks in memory.
pub struct Throttle {
    account_key: Key,
    db: Db,
    clock: Clock,
    logins: PerNetwork,
    renewals: Limiter<IpAddr>,
    registrations: Limiter<IpAddr>,
    notes: Limiter<(Tried, IpAddr)>,
    all_notes: Limiter<Tried>,
}

/// What a refused try was for. Each has its own limit of audit entries, so that a flood of one does not hide
/// the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tried {
    Login,
    Confirmation,
}

/// A try that counts as failed until it is given back.
#[must_use = "settle gives a try back that succeeded"]
pub struct Attempt<'a> {
    throttle: &'a Throttle,
    account: String,
    caller: Option<Caller>,
}

impl Throttle {
    /// `key` hides the names that are counted in the database.
    pub fn new(key: &[u8; 32], db: Db, clock: Clock) -> Self {
        Self {
            account_key: Key::new(HMAC_SHA256, key),
            db,
            clock,
            logins: PerNetwork::new(NETWORK, SITE),
            renewals: Limiter::new(RENEWALS),
            registrations: Limiter::new(REGISTRATIONS),
            notes: Limiter::new(NOTES),
            all_notes: Limiter::new(ALL_NOTES),
        }
    }

    /// Counts a try at the password of the account of this name, which need not exist. `device` is the id
    /// of a device that is known to the account.
    pub async fn login(
        &self,
        caller: &Caller,
        username: &str,
        device: Option<String>,
    ) -> Result<Attempt<'_>, AppError> {
        let now = self.clock.now();
        if let Some(device) = device {
            return self.count("device", &device, None, now).await;
        }
        self.logins.take(caller, now).map_err(AppError::too_many_attempts)?;
        // Folded as `Username` does it, so that capitals give no more tries.
        let folded = username.trim().to_ascii_lowercase();
        let counted = self.count("name", &folded, Some(caller), now).await;
        if counted.is_err() {
            self.logins.give_back(caller);
        }
        counted
    }

    /// Counts a try of a signed-in user at the current password.
    pub async fn confirmation(&self, user_id: &str) -> Result<Attempt<'_>, AppError> {
        self.count("user", user_id, None, self.clock.now()).await
    }

    /// Counts a refresh token with a false seal. Genuine ones do not count, whatever else comes from the
    /// same address.
    pub fn false_seal(&self, caller: &Caller) -> Result<(), AppError> {
        let taken = self.renewals.take(caller.network(), self.clock.now());
        taken.map_err(AppError::too_many_attempts)
    }

    /// Counts a request for an account. Whether the account is made or not, it costs a hash.
    pub fn registration(&self, caller: &Caller) -> Result<(), AppError> {
        let taken = self.registrations.take(caller.network(), self.clock.now());
        taken.map_err(AppError::too_many_attempts)
    }

    /// Whether one more entry about what this network tried may go into the audit.
    pub fn may_note(&self, tried: Tried, caller: &Caller) -> bool {
        let now = self.clock.now();
        let of_network = (tried, caller.network());
        if self.notes.take(of_network, now).is_err() {
            return false;
        }
        let may = self.all_notes.take(tried, now).is_ok();
        if !may {
            self.notes.give_back(&of_network);
        }
        may
    }

    async fn count(
        &self,
        kind: &str,
        of: &str,
        caller: Option<&Caller>,
        now: UnixMillis,
    ) -> Result<Attempt<'_>, AppError> {
        // Keyed, because the text in the name field can be a password in the wrong field. A kind has no
        // zero byte in it, so no two read the same.
        let name = hmac::sign(&self.account_key, format!("{kind}\0{of}").as_bytes());
        let account = base64url(name.as_ref());
        match login_failures::take(&self.db, &account, ACCOUNT, now).await? {
            Ok(()) => Ok(Attempt { throttle: self, account, caller: caller.cloned() }),
            Err(forgiven_at) => Err(AppError::too_many_attempts(ACCOUNT.wait(forgiven_at, now))),
        }
    }
}

impl Attempt<'_> {
    /// Gives the try back unless it failed. `proved` is `Ok(None)` when the password was wrong. After an
    /// error no password was compared, so that does not count either.
    pub async fn settle<T>(
        self,
        proved: Result<Option<T>, AppError>,
    ) -> Result<Option<T>, AppError> {
        if matches!(proved, Ok(None)) {
            return proved;
        }
        if let Some(caller) = &self.caller {
            self.throttle.logins.give_back(caller);
        }
        login_failures::give_back(&self.throttle.db, &self.account, ACCOUNT).await?;
        proved
    }
}
