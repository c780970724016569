//! Passwords: Argon2id, away from the threads that answer requests, and only so many at a time.

use super::{
    caller::Caller,
    hashing_quota::{HashingQuota, QuotaSlot},
};
use crate::{db::PasswordHash, error::AppError, random};
use anyhow::{Context as _, anyhow};
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash as Phc,
};
use shared::{
    credentials::{CredentialError, Password, PasswordRules},
    strength::Weakness,
};
use std::{num::NonZero, sync::Arc, thread};
use strength::Context;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Memory in KiB, passes and lanes: the smallest setting of the OWASP cheat sheet for Argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// The hash that the password of an unknown user is compared with. It costs what a real one costs, and no
/// password is known to give this hash.
const UNKNOWN_USER: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What came of comparing a password with a hash.
#[derive(Debug)]
pub enum Comparison {
    Wrong,
    /// `stronger` is a new hash of the password, when the old one is weaker than today's.
    Right {
        stronger: Option<PasswordHash>,
    },
}

/// The only code that hashes passwords. Each hash takes 19 MiB and a core for tens of milliseconds: as many
/// run as there are cores, some wait, and further requests are refused at once.
#[derive(Clone, Debug)]
pub struct Hashing {
    running: Arc<Semaphore>,
    slots: Arc<Semaphore>,
    all_slots: usize,
    quota: HashingQuota,
}

/// One of the slots for hashes that run or wait.
#[derive(Debug)]
pub struct HashingSlot(
    #[expect(dead_code, reason = "held, and given back when dropped")] OwnedSemaphorePermit,
);

impl Default for Hashing {
    /// One hash for each core, and up to a second of work waiting.
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        Self::new(cores, cores * 32)
    }
}

impl Hashing {
    /// At most `running` hashes at a time, and at most `waiting` more that wait.
    pub fn new(running: usize, waiting: usize) -> Self {
        Self {
            running: Arc::new(Semaphore::new(running)),
            slots: Arc::new(Semaphore::new(running + waiting)),
            all_slots: running + waiting,
            quota: HashingQuota::new(running + waiting),
        }
    }

    /// How many hashes run or wait.
    pub fn in_use(&self) -> usize {
        self.all_slots.saturating_sub(self.slots.available_permits())
    }

    /// Takes a slot, or fails at once when there is none.
    pub fn take_slot(&self) -> Result<HashingSlot, AppError> {
        Arc::clone(&self.slots).try_acquire_owned().map(HashingSlot).map_err(|_| AppError::busy())
    }

    /// Counts a hash against the quotas of the client, for as long as the answer is held. `account` is the id
    /// of the user to whom the client's device is known.
    pub fn quota(&self, caller: &Caller, account: Option<&str>) -> Result<QuotaSlot, AppError> {
        self.quota.take(caller, account)
    }

    /// Hashes a new password, if the rules allow it. Characters are counted as they are hashed.
    pub async fn hash_new(
        &self,
        rules: PasswordRules,
        password: Password,
        context: Context,
    ) -> Result<PasswordHash, AppError> {
        let password = normalized(&password);
        rules.check(&password)?;
        self.run(move || {
            check_strength(&password, &context)?;
            hash(&password)
        })
        .await?
    }

    /// Hashes a password that the server has made.
    pub async fn hash(&self, password: Password) -> Result<PasswordHash, AppError> {
        self.run(move || hash(&normalized(&password))).await?
    }

    /// Compares a password with a user's hash. Where there is no user it takes as long, and the answer
    /// is [`Comparison::Wrong`].
    pub async fn compare(
        &self,
        password: Password,
        hash: Option<PasswordHash>,
    ) -> Result<Comparison, AppError> {
        self.run(move || compare(&normalized(&password), hash.as_ref())).await?
    }

    /// Moves the slot to the thread: a client that hangs up does not make room for more while its hash
    /// still runs.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let slot = self.take_slot()?;
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(AppError::internal)?;
        spawn_blocking(move || {
            let _until_done = (slot, turn);
            work()
        })
        .await
        .map_err(AppError::internal)
    }
}

fn check_strength(password: &str, context: &Context) -> Result<(), CredentialError> {
    let estimate = strength::estimate(password, context);
    if estimate.is_enough() {
        return Ok(());
    }
    let weakness = estimate.weakness.unwrap_or(Weakness::Short);
    Err(CredentialError::PasswordWeak { weakness })
}

/// Whether two passwords are the same, however they were typed.
pub fn are_same(one: &Password, other: &Password) -> bool {
    normalized(one) == normalized(other)
}

/// The password in NFC, so that é is one password however it was typed (NIST SP 800-63B-4 §3.1.1.2).
fn normalized(password: &Password) -> Zeroizing<String> {
    let typed = password.reveal();
    // Room for the worst case, so that no half of it is left behind when the string grows.
    let mut normal = Zeroizing::new(String::with_capacity(typed.len() * 3));
    normal.extend(typed.nfc());
    normal
}

fn hasher() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("the cost is within the limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Result<PasswordHash, AppError> {
    let hash: Phc = hasher()
        .hash_password_with_salt(password.as_bytes(), &random::bytes::<16>())
        .map_err(|error| anyhow!("the password could not be hashed: {error}"))?;
    Ok(PasswordHash::new(hash.to_string()))
}

fn compare(password: &str, expected: Option<&PasswordHash>) -> Result<Comparison, AppError> {
    let phc = Phc::new(expected.map_or(UNKNOWN_USER, PasswordHash::as_str))
        .context("a password hash in the database is no PHC string")?;
    let equal = hasher().verify_password(password.as_bytes(), &phc).is_ok();
    if !equal || expected.is_none() {
        return Ok(Comparison::Wrong);
    }
    let stronger = is_weak(&phc).then(|| hash(password)).transpose()?;
    Ok(Comparison::Right { stronger })
}

fn is_weak(hash: &Phc) -> bool {
    let (memory, passes, lanes) = COST;
    hash.algorithm.as_str() != Algorithm::Argon2id.as_str()
        || hash.version != Some(Version::V0x13.into())
        || Params::try_from(hash).map_or(true, |params| {
            params.m_cost() < memory || params.t_cost() < passes || params.p_cost() < lanes
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s22_hashes_are_argon2id_with_the_asked_cost_and_a_salt_each() {
        let first = hash("a long enough password").unwrap();
        assert!(first.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(first, hash("a long enough password").unwrap());
        assert!(!is_weak(&Phc::new(first.as_str()).unwrap()));
        assert_eq!(format!("{first:?}"), "PasswordHash(…)");
    }

    #[test]
    fn s22_weaker_hashes_are_told_apart() {
        for weaker in [
            "$argon2id$v=19$m=19455,t=2,p=1$",
            "$argon2id$v=19$m=65536,t=1,p=1$",
            "$argon2i$v=19$m=65536,t=3,p=1$",
            "$argon2id$v=16$m=65536,t=3,p=1$",
        ] {
            let phc = format!(
                "{weaker}AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            );
            assert!(is_weak(&Phc::new(&phc).unwrap()), "{weaker}");
        }
    }

    #[test]
    fn s27_an_unknown_user_costs_a_full_hash_and_never_gets_in() {
        assert!(!is_weak(&Phc::new(UNKNOWN_USER).unwrap()));
        assert!(matches!(compare("", None).unwrap(), Comparison::Wrong));
    }

    fn context() -> Context {
        Context::new("ada", "localhost")
    }

    #[tokio::test]
    async fn s25_the_rules_count_what_is_hashed() {
        let rules = PasswordRules { min: 15 };
        let decomposed = "e\u{301}".repeat(8);
        assert_eq!(decomposed.chars().count(), 16);
        let refused = Hashing::default()
            .hash_new(rules, Password::new(decomposed), context())
            .await
            .unwrap_err();
        assert_eq!(refused.wrong_field(), Some("password"));
    }

    #[test]
    fn s24_a_password_is_refused_with_what_makes_it_easy_to_guess() {
        let check = |password| check_strength(password, &context());
        assert!(check("nine blue herons").is_ok());
        for (password, weakness) in [
            ("Password123456!", Weakness::Common),
            ("localhostlocalhost", Weakness::Context),
            ("xxxxxxxxxxxxxxx", Weakness::Repeat),
        ] {
            assert_eq!(
                check(password),
                Err(CredentialError::PasswordWeak { weakness }),
                "{password}"
            );
        }
    }
}
