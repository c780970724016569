//! How often a client may try. A try counts unless it succeeds, and it is counted before it is made, so that a
//! hundred tries at the same moment get no further than a hundred in a row. What makes a row in the database,
//! a new session or account, counts also when it succeeds.
//!
//! | what is tried | counted by | at once | then one per |
//! | --- | --- | --- | --- |
//! | a password, from a device that is known to the account | the device | 10 | 36 s |
//! | a password, from elsewhere | the network (an IPv4 address, an IPv6 /64) | 20 | 60 s |
//! |  | and the site (an IPv6 /48) | 40 | 45 s |
//! |  | and the site, or the IPv4 address, at this account: the first try | 1 | 30 min |
//! |  | or, past that, the same at this account | 4 | 30 min |
//! |  | and the account | 40 | 3 min |
//! | the current password, asked for once more | the user | 10 | 36 s |
//! | a refresh token with a false seal | the network | 60 | 10 s |
//! |  | and the site | 120 | 5 s |
//! | a new account | the network | 30 | 60 s |
//! |  | and the site | 60 | 30 s |
//! | a login with the right password | the account | 60 | 10 s |
//! | a login at a guest account, whose password is public | the network | 120 | 5 s |
//! |  | and the site | 240 | 2.5 s |
//!
//! Attackers elsewhere cannot keep an account shut. The first try of a site does not count against the account, so the
//! owner has one whatever attackers do elsewhere, and `Retry-After` tells when the next such try is there. What
//! one site can spend of the account's tries is so little that nine attacking sites leave some. The device of
//! the owner has tries of its own ([`known_device`](super::known_device)).
//!
//! Attackers at n sites get 48 n tries a day and account beside the 480 of the account: under 5,300 with a
//! hundred sites. NIST SP 800-63B-4 §3.2.2 allows 100 failures in a row and then wants the account shut, which
//! would let any attacker shut out the owner. Here the limits slow guessing down so far that a password which
//! is hard to guess ([`strength`]) holds for longer than it is used.
//!
//! A try that one limit refuses counts against none of the others. A name without an account is counted like
//! any other.

use super::{caller::Caller, per_network::PerNetwork};
use crate::{
    clock::{Clock, UnixMillis},
    db::{Db, login_failures},
    error::AppError,
    rate::{Limiter, Rate},
};
use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use shared::{ProblemCode, compact::base64url};
use std::{net::IpAddr, time::Duration};

/// Tries at a password by a client that has proved it before: enough at once for a user who mistypes.
pub const KNOWN: Rate = Rate { burst: 10, every: Duration::from_secs(36) };
/// Tries at one account's password by all others, beside the first tries of their sites.
const ACCOUNT: Rate = Rate { burst: 40, every: Duration::from_mins(3) };
/// The first try of a site at an account.
const FIRST: Rate = Rate { burst: 1, every: Duration::from_mins(30) };
/// What a site can spend of the tries at an account.
const SHARE: Rate = Rate { burst: 4, every: Duration::from_mins(30) };
/// Tries at all passwords from one network.
const NETWORK: Rate = Rate { burst: 20, every: Duration::from_mins(1) };
/// The same from all networks of one customer.
pub const SITE: Rate = Rate { burst: 40, every: Duration::from_secs(45) };
const RENEWALS: Rate = Rate { burst: 60, every: Duration::from_secs(10) };
const REGISTRATIONS: Rate = Rate { burst: 30, every: Duration::from_mins(1) };
/// Logins that succeed: far more than a user needs, and few enough that no account fills the database.
const SIGN_INS: Rate = Rate { burst: 60, every: Duration::from_secs(10) };
/// Logins from one network at guest accounts, which a whole class may share.
const GUEST_LOGINS: Rate = Rate { burst: 120, every: Duration::from_secs(5) };
/// Entries in the audit about tries that failed at one account: at most 1,440 a day and node.
const ACCOUNT_NOTES: Rate = Rate { burst: 100, every: Duration::from_mins(1) };
/// Entries in the audit about tries that concern no account or were refused, from one network.
const NOTES: Rate = Rate { burst: 20, every: Duration::from_mins(1) };
/// The same from all networks: at most 8,640 a day and node, however many tries there are. The log has
/// every try.
const ALL_NOTES: Rate = Rate { burst: 100, every: Duration::from_secs(10) };

/// The limit of a network, and for its site twice as much.
fn per_network(network: Rate) -> PerNetwork {
    let site = Rate { burst: network.burst * 2, every: network.every / 2 };
    PerNetwork::new(network, site)
}

/// The limits, and what was counted against them. Accounts are counted in the database, networks in memory.
pub struct Throttle {
    account_key: Key,
    db: Db,
    clock: Clock,
    logins: PerNetwork,
    first_tries: Limiter<AtAccount>,
    shares: Limiter<AtAccount>,
    renewals: PerNetwork,
    registrations: PerNetwork,
    sign_ins: Limiter<String>,
    guest_logins: PerNetwork,
    account_notes: Limiter<String>,
    notes: Limiter<(Tried, IpAddr)>,
    all_notes: Limiter<Tried>,
}

/// What a refused try was for. Each has its own limit of audit entries, so that a flood of one does not hide
/// the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tried {
    /// A login at a name without an account, or one that a limit refused.
    Login,
    Confirmation,
}

/// A site, and an account at which it tries.
type AtAccount = (IpAddr, String);

/// A try that counts as failed until it is given back.
#[must_use = "settle gives a try back that succeeded"]
pub struct Attempt<'a> {
    throttle: &'a Throttle,
    counted: Vec<Counted>,
}

/// What a try was counted against.
enum Counted {
    /// A row in the database.
    Account(String, Rate),
    Networks(Caller),
    FirstTry(AtAccount),
    Share(AtAccount),
}

impl Throttle {
    /// `key` hides the names that are counted in the database.
    pub fn new(key: &[u8; 32], db: Db, clock: Clock) -> Self {
        Self {
            account_key: Key::new(HMAC_SHA256, key),
            db,
            clock,
            logins: PerNetwork::new(NETWORK, SITE),
            first_tries: Limiter::new(FIRST),
            shares: Limiter::new(SHARE),
            renewals: per_network(RENEWALS),
            registrations: per_network(REGISTRATIONS),
            sign_ins: Limiter::new(SIGN_INS),
            guest_logins: per_network(GUEST_LOGINS),
            account_notes: Limiter::new(ACCOUNT_NOTES),
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
        let mut attempt = Attempt { throttle: self, counted: vec![] };
        let counted = if let Some(device) = device {
            attempt.count(self.hidden("device", &device), KNOWN, now).await
        } else {
            // Folded as `Username` does it, so that capitals give no more tries.
            let folded = username.trim().to_ascii_lowercase();
            attempt.count_from_elsewhere(caller, self.hidden("name", &folded), now).await
        };
        attempt.admit(counted).await
    }

    /// Counts a try of a signed-in user at the current password.
    pub async fn confirmation(&self, user_id: &str) -> Result<Attempt<'_>, AppError> {
        let mut attempt = Attempt { throttle: self, counted: vec![] };
        let user = self.hidden("user", user_id);
        let counted = attempt.count(user, KNOWN, self.clock.now()).await;
        attempt.admit(counted).await
    }

    /// Counts a refresh token with a false seal. Genuine ones do not count, whatever else comes from the
    /// same address.
    pub fn false_seal(&self, caller: &Caller) -> Result<(), AppError> {
        let taken = self.renewals.take(caller, self.clock.now());
        taken.map_err(AppError::too_many_attempts)
    }

    /// Counts a request for an account. Whether the account is made or not, it costs a hash.
    pub fn registration(&self, caller: &Caller) -> Result<(), AppError> {
        let taken = self.registrations.take(caller, self.clock.now());
        taken.map_err(AppError::too_many_attempts)
    }

    /// Counts a login at a guest account, whether it succeeds or not. The password is public, so there is nothing
    /// to guess, and a limit of the account would let one visitor shut the others out.
    pub fn guest_login(&self, caller: &Caller) -> Result<Attempt<'_>, AppError> {
        let taken = self.guest_logins.take(caller, self.clock.now());
        taken.map_err(AppError::too_many_attempts)?;
        Ok(Attempt { throttle: self, counted: vec![] })
    }

    /// Counts a login that proved the password, because each begins a session.
    pub fn signed_in(&self, user_id: &str) -> Result<(), AppError> {
        let taken = self.sign_ins.take(user_id.to_owned(), self.clock.now());
        taken.map_err(AppError::too_many_attempts)
    }

    /// Whether one more entry about what was tried in vain at this account may go into the audit. Each account
    /// has a limit of its own, so that a flood at others does not hide what happens to it.
    pub fn may_note_at(&self, user_id: &str) -> bool {
        self.account_notes.take(user_id.to_owned(), self.clock.now()).is_ok()
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

    /// Keyed, because the text in the name field can be a password in the wrong field. A kind has no zero byte
    /// in it, so no two read the same.
    fn hidden(&self, kind: &str, of: &str) -> String {
        let name = hmac::sign(&self.account_key, format!("{kind}\0{of}").as_bytes());
        base64url(name.as_ref())
    }
}

impl Attempt<'_> {
    /// Counts against every limit for clients whose device the account does not know. The refusal tells when
    /// the client's next try is admitted, whatever others do until then.
    async fn count_from_elsewhere(
        &mut self,
        caller: &Caller,
        account: String,
        now: UnixMillis,
    ) -> Result<(), AppError> {
        let throttle = self.throttle;
        let site = caller.site().unwrap_or_else(|| caller.network());
        let at_account = (site, account.clone());
        // First of all, so that a network which has no tries left cannot make the other limits forget.
        if let Err(wait) = throttle.logins.take(caller, now) {
            let until_first = throttle.first_tries.wait(&at_account, now);
            return Err(AppError::too_many_attempts(wait.max(until_first)));
        }
        self.counted.push(Counted::Networks(caller.clone()));
        let Err(until_first) = throttle.first_tries.take(at_account.clone(), now) else {
            self.counted.push(Counted::FirstTry(at_account));
            return Ok(());
        };
        if throttle.shares.take(at_account.clone(), now).is_err() {
            return Err(AppError::too_many_attempts(until_first));
        }
        self.counted.push(Counted::Share(at_account));
        match self.count(account, ACCOUNT, now).await {
            Err(error) if error.code() == ProblemCode::TooManyAttempts => {
                Err(AppError::too_many_attempts(until_first))
            }
            counted => counted,
        }
    }

    /// Counts against a row in the database.
    async fn count(
        &mut self,
        account: String,
        rate: Rate,
        now: UnixMillis,
    ) -> Result<(), AppError> {
        match login_failures::take(&self.throttle.db, &account, rate, now).await? {
            Ok(()) => {
                self.counted.push(Counted::Account(account, rate));
                Ok(())
            }
            Err(forgiven_at) => Err(AppError::too_many_attempts(rate.wait(forgiven_at, now))),
        }
    }

    /// The try, or the refusal of one of the limits, and then it counts against none.
    async fn admit(self, counted: Result<(), AppError>) -> Result<Self, AppError> {
        match counted {
            Ok(()) => Ok(self),
            Err(refused) => {
                self.give_back().await?;
                Err(refused)
            }
        }
    }

    /// Gives the try back unless it failed. `proved` is `Ok(None)` when the password was wrong. After an
    /// error no password was compared, so that does not count either.
    pub async fn settle<T>(
        self,
        proved: Result<Option<T>, AppError>,
    ) -> Result<Option<T>, AppError> {
        if !matches!(proved, Ok(None)) {
            self.give_back().await?;
        }
        proved
    }

    async fn give_back(self) -> Result<(), sqlx::Error> {
        let throttle = self.throttle;
        for counted in self.counted {
            match counted {
                Counted::Networks(caller) => throttle.logins.give_back(&caller),
                Counted::FirstTry(at_account) => throttle.first_tries.give_back(&at_account),
                Counted::Share(at_account) => throttle.shares.give_back(&at_account),
                Counted::Account(account, rate) => {
                    login_failures::give_back(&throttle.db, &account, rate).await?;
                }
            }
        }
        Ok(())
    }
}
