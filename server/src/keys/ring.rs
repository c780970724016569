//! The keys in memory: the one that signs, and all that verify.

use super::{
    SigningKey,
    lifecycle::{self, Schedule},
    material,
    root::{Purpose, RootKey},
    sealed::Sealer,
};
use crate::{
    clock::UnixMillis,
    config::Config,
    db::{self, Db, signing_keys::SigningKeyRow},
    random,
};
use anyhow::{Context, Result};
use arc_swap::ArcSwap;
use jsonwebtoken::jwk::JwkSet;
use shared::{
    api::admin::{KeyState, SigningKeyItem},
    verify::Algorithm,
};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tokio::sync::Mutex;

/// The settings for new keys.
#[derive(Clone, Copy, Debug)]
pub struct KeyPolicy {
    pub algorithm: Algorithm,
    /// A key of this age is replaced.
    pub age: Duration,
    /// How long a key is announced before it signs.
    pub announce: Duration,
    /// How long a key verifies after its successor has begun to sign.
    pub retention: Duration,
}

impl KeyPolicy {
    pub fn new(config: &Config) -> Self {
        Self {
            algorithm: config.algorithm,
            age: config.key_age,
            announce: config.key_announce,
            retention: lifecycle::retention(&config.policy),
        }
    }
}

/// All keys that are not gone, oldest first, as the database had them a moment ago. Finding a key takes no
/// lock and no query.
pub struct KeyRing {
    pub(super) db: Db,
    pub(super) sealer: Sealer,
    pub(super) policy: KeyPolicy,
    keys: ArcSwap<Vec<SigningKey>>,
    /// Held while the keys are read from the database and stored here, so that an older reading cannot
    /// overwrite a newer one.
    reloading: Mutex<()>,
    /// Set while the newest key has another algorithm than the server was started with.
    pub(super) algorithm_changed: AtomicBool,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRing").field("keys", &self.keys.load()).finish_non_exhaustive()
    }
}

impl KeyRing {
    /// Opens the keys in the database. The first key of an empty one is made and signs at once; a key
    /// of another algorithm than the wanted one is replaced by rotation.
    pub async fn open(db: Db, root: &RootKey, policy: KeyPolicy, now: UnixMillis) -> Result<Self> {
        // Read before the keys: when another process makes the first key in between, this number is taken.
        let generation = db::signing_keys::next_generation(&db).await?;
        let ring = Self::open_existing(db, root, policy).await?;
        if ring.keys.load().is_empty() {
            ring.make_first(generation, now).await?;
        }
        let newest = ring.newest()?;
        if newest.algorithm() != policy.algorithm {
            ring.algorithm_changed.store(true, Ordering::Relaxed);
        }
        ring.rotate_if_due(now).await?;
        Ok(ring)
    }

    /// Opens the keys in the database and makes none.
    pub async fn open_existing(db: Db, root: &RootKey, policy: KeyPolicy) -> Result<Self> {
        let ring = Self {
            db,
            sealer: Sealer::new(&root.derive(Purpose::SealSigningKeys)),
            policy,
            keys: ArcSwap::default(),
            reloading: Mutex::default(),
            algorithm_changed: AtomicBool::new(false),
        };
        ring.reload().await?;
        Ok(ring)
    }

    async fn make_first(&self, generation: i64, now: UnixMillis) -> Result<()> {
        let row = self.new_row(generation, now, now).await?;
        // Of processes that start at once, one makes it, and all of them read it back.
        db::signing_keys::create(&self.db, &row, None).await?;
        self.reload().await
    }

    /// Brings the keys in memory up to those in the database. What is open already stays open.
    pub async fn reload(&self) -> Result<()> {
        let _reloading = self.reloading.lock().await;
        let rows = db::signing_keys::list(&self.db).await?;
        let known = self.keys.load();
        let keys = rows
            .iter()
            .zip(schedules(&rows, self.policy.retention))
            .map(|(row, schedule)| match known.iter().find(|key| key.kid() == row.kid) {
                Some(key) => Ok(key.scheduled(schedule)),
                None => SigningKey::open(&self.sealer, row, schedule),
            })
            .collect::<Result<Vec<_>>>()?;
        self.keys.store(keys.into());
        Ok(())
    }

    pub fn signing(&self, now: UnixMillis) -> Result<SigningKey> {
        let keys = self.keys.load();
        lifecycle::signing(&keys, now)
            .map(|position| keys[position].clone())
            .context("there is no signing key; were rows of signing_keys deleted?")
    }

    /// The key of this id and its one algorithm, if it verifies at this time. The client chose `kid`, so it
    /// is compared with the ids of the two or three keys here and used for nothing else.
    pub fn find(&self, kid: &str, now: UnixMillis) -> Option<(Algorithm, SigningKey)> {
        let keys = self.keys.load();
        let key = keys.iter().find(|key| key.kid() == kid)?;
        key.schedule().verifies(now).then(|| (key.algorithm(), key.clone()))
    }

    /// The public halves of all keys that verify, announced ones included (RFC 7517). HMAC has no public
    /// half, so with HS256 the list is empty.
    pub fn jwks(&self, now: UnixMillis) -> JwkSet {
        let keys = self.verifying(now);
        let keys = keys.iter().filter_map(|key| key.public().cloned());
        JwkSet { keys: keys.collect() }
    }

    /// The keys that verify at this time, oldest first.
    pub fn verifying(&self, now: UnixMillis) -> Vec<SigningKey> {
        let keys = self.keys.load();
        let verifying = keys.iter().filter(|key| key.schedule().verifies(now));
        verifying.cloned().collect()
    }

    /// The keys as an admin sees them, the newest first, those that are gone included.
    pub async fn list(&self, now: UnixMillis) -> Result<Vec<SigningKeyItem>, sqlx::Error> {
        let mut rows = db::signing_keys::list_newest(&self.db, LISTED).await?;
        rows.reverse();
        items(&rows, self.policy.retention, now)
    }

    /// The keys whose last token has expired, and whose secrets are not wiped yet.
    pub(super) fn expired(&self, now: UnixMillis) -> Vec<SigningKey> {
        let keys = self.keys.load();
        let expired = keys.iter().filter(|key| !key.schedule().verifies(now));
        expired.cloned().collect()
    }

    pub(super) fn newest(&self) -> Result<SigningKey> {
        let keys = self.keys.load();
        keys.last().cloned().context("there is no signing key; were rows of signing_keys deleted?")
    }

    pub(super) async fn new_row(
        &self,
        generation: i64,
        now: UnixMillis,
        signs_from: UnixMillis,
    ) -> Result<SigningKeyRow> {
        let algorithm = self.policy.algorithm;
        let secret = tokio::task::spawn_blocking(move || material::generate(algorithm));
        let secret = secret.await.context("making a key was cut short")??;
        let kid = random::id();
        Ok(SigningKeyRow {
            sealed: SigningKey::seal(&self.sealer, &kid, &secret),
            kid,
            algorithm: algorithm.name().into(),
            created_at: now.0,
            generation,
            signs_from: signs_from.0,
            gone_at: None,
        })
    }
}

/// Eight years of keys that change every month.
const LISTED: u32 = 100;

fn items(
    rows: &[SigningKeyRow],
    retention: Duration,
    now: UnixMillis,
) -> Result<Vec<SigningKeyItem>, sqlx::Error> {
    let schedules = schedules(rows, retention);
    let states = lifecycle::states(&schedules, now);
    let item = |((row, schedule), state): ((&SigningKeyRow, &Schedule), KeyState)| {
        let algorithm = Algorithm::from_name(&row.algorithm).ok_or_else(|| {
            sqlx::Error::Decode(format!("{:?} is no algorithm", row.algorithm).into())
        })?;
        Ok(SigningKeyItem {
            kid: row.kid.clone(),
            algorithm,
            state,
            created_at: row.created_at,
            signs_from: row.signs_from,
            verifies_until: schedule.verifies_until.map(|until| until.0),
        })
    };
    rows.iter().zip(&schedules).zip(states).rev().map(item).collect()
}

fn schedules(rows: &[SigningKeyRow], retention: Duration) -> Vec<Schedule> {
    let start = |row: &SigningKeyRow| (UnixMillis(row.signs_from), row.gone_at.is_some());
    let starts: Vec<_> = rows.iter().map(start).collect();
    lifecycle::schedules(&starts, retention)
}
