//! How often somebody may try. Only what fails counts, and it is counted before it is tried, so that a
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
//! A network and a site get their tries back more slowly than an account, so a stranger at one address, or
//! with all the networks of an IPv6 customer, cannot keep an account shut; against strangers at many, the
//! owner's own device has tries of its own
//! ([`known_device`](super::known_device)). Nobody is locked out: each limit leaves a next try, and
//! `Retry-After` says when. What one limit refuses counts against none of the others. A name that nobody has
//! is counted like any other.

use super::{
    caller::Caller,
    per_network::PerNetwork,
    share::{Share, Shares},
};
use crate::{
    clock::{Clock, UnixMillis},
    db::{Db, login_failures},
    error::AppError,
    rate::{Limiter, Rate},
};
use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use shared::compact::base64url;
use std::{net::IpAddr, time::Duration};

/// Tries at one account's password: a hundred an hour (NIST SP 800-63B-4 §3.2.2 wants a limit of that
/// order), and enough at once for whoever mistypes.
pub const ACCOUNT: Rate = Rate { burst: 10, every: Duration::from_secs(36) };
/// Tries at anybody's password from one network.
const NETWORK: Rate = Rate { burst: 20, every: Duration::from_mins(1) };
/// The same from all networks of one customer.
pub const SITE: Rate = Rate { burst: 40, every: Duration::from_secs(45) };
const RENEWALS: Rate = Rate { burst: 60, every: Duration::from_secs(10) };
const REGISTRATIONS: Rate = Rate { burst: 30, every: Duration::from_mins(1) };
/// Entries in the audit about tries that concern no account or were not let through, from one network.
const NOTES: Rate = Rate { burst: 20, every: Duration::from_mins(1) };
/// The same from all networks: at most 8,640 a day and node, however many tries there are. The log has
/// them all.
const ALL_NOTES: Rate = Rate { burst: 100, every: Duration::from_secs(10) };

/// The limits, and what was counted against them.
pub struct Throttle {
    names: Key,
    db: Db,
    clock: Clock,
    account: Rate,
    networks: Networks,
}

struct Networks {
    logins: PerNetwork,
    renewals: Limiter<IpAddr>,
    registrations: Limiter<IpAddr>,
    notes: Limiter<(Tried, IpAddr)>,
    all_notes: Limiter<Tried>,
    hashing: Shares<IpAddr>,
}

impl Networks {
    fn new(logins: Rate, sites: Rate, registrations: Rate) -> Self {
        Self {
            logins: PerNetwork::new(logins, sites),
            renewals: Limiter::new(RENEWALS),
            registrations: Limiter::new(registrations),
            notes: Limiter::new(NOTES),
            all_notes: Limiter::new(ALL_NOTES),
            hashing: Shares::default(),
        }
    }
}

/// What was tried in vain. Each has its own room in the audit, so that a flood of one does not hide the
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tried {
    /// To sign in.
    Login,
    /// To confirm something with the password.
    Confirmation,
}

/// A try that counts as failed until it is given back.
#[must_use = "a try that succeeded is given back"]
pub struct Attempt<'a> {
    throttle: &'a Throttle,
    account: String,
    caller: Option<Caller>,
}

impl Throttle {
    /// Nothing was tried yet in this process. What was counted by account is in the database.
    #[must_use]
    pub fn new(key: &[u8; 32], db: Db, clock: Clock) -> Self {
        Self {
            names: Key::new(HMAC_SHA256, key),
            db,
            clock,
            account: ACCOUNT,
            networks: Networks::new(NETWORK, SITE, REGISTRATIONS),
        }
    }

    /// Somebody tries a password for the account of this name, which need not exist. `device` is the id
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
        let taken = self.networks.logins.take(caller, now);
        taken.map_err(AppError::too_many_attempts)?;
        // As `Username` folds it, so that capitals are no way to more tries.
        let folded = username.trim().to_ascii_lowercase();
        let counted = self.count("name", &folded, Some(caller), now).await;
        if counted.is_err() {
            self.networks.logins.give_back(caller);
        }
        counted
    }

    /// A signed-in user is asked for the current password.
    pub async fn confirmation(&self, user_id: &str) -> Result<Attempt<'_>, AppError> {
        self.count("user", user_id, None, self.clock.now()).await
    }

    /// Somebody brought a refresh token that is none of ours. Those that are ours do not count, whoever
    /// else is at the same address.
    pub fn false_seal(&self, caller: &Caller) -> Result<(), AppError> {
        self.networks
            .renewals
            .take(caller.network(), self.clock.now())
            .map_err(AppError::too_many_attempts)
    }

    /// A place at the password hash, of which there are so many. One network gets half of them.
    pub fn share(&self, caller: &Caller, places: usize) -> Result<Share<IpAddr>, AppError> {
        let most = (places / 2).max(1);
        self.networks.hashing.take(caller.network(), most)
    }

    /// Somebody wants an account. Whether it is made or not, it costs a hash.
    pub fn registration(&self, caller: &Caller) -> Result<(), AppError> {
        self.networks
            .registrations
            .take(caller.network(), self.clock.now())
            .map_err(AppError::too_many_attempts)
    }

    /// Whether one more entry about what this network tried may go into the audit.
    #[must_use]
    pub fn may_note(&self, tried: Tried, caller: &Caller) -> bool {
        let (now, networks) = (self.clock.now(), &self.networks);
        let of_network = (tried, caller.network());
        if networks.notes.take(of_network, now).is_err() {
            return false;
        }
        let may = networks.all_notes.take(tried, now).is_ok();
        if !may {
            networks.notes.give_back(&of_network);
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
        let account = self.key(kind, of);
        match login_failures::take(&self.db, &account, self.account, now).await? {
            Ok(()) => Ok(Attempt { throttle: self, account, caller: caller.cloned() }),
            Err(forgiven_at) => {
                let wait = self.account.wait(forgiven_at, now);
                Err(AppError::too_many_attempts(wait))
            }
        }
    }

    /// Keyed, because what is typed as a name can be a password in the wrong field. The kind has no zero
    /// byte in it, so no two read the same.
    fn key(&self, kind: &str, of: &str) -> String {
        base64url(hmac::sign(&self.names, format!("{kind}\0{of}").as_bytes()).as_ref())
    }
}

impl Attempt<'_> {
    /// It succeeded, or nothing was tried after all: it does not count.
    pub async fn give_back(self) -> Result<(), AppError> {
        let throttle = self.throttle;
        if let Some(caller) = self.caller {
            throttle.networks.logins.give_back(&caller);
        }
        login_failures::give_back(&throttle.db, &self.account, throttle.account).await?;
        Ok(())
    }
}
