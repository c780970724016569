//! Rotation: a new key is announced and takes over, and the old one is wiped when its last token has expired.
//!
//! Any node may rotate, and so may the command line. Each key has a generation, and the database takes every
//! generation once: of two nodes that rotate at the same time one wins, and the other finds the winner's key.

use super::{KeyRing, SigningKey};
use crate::{
    clock::{Clock, UnixMillis},
    db::{self, audit::Event},
};
use anyhow::{Result, ensure};
use shared::AuditEvent;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::time::{MissedTickBehavior, interval};

/// What came of a rotation.
#[derive(Clone, Debug)]
pub enum Rotation {
    Announced(SigningKey),
    /// This key had been announced before and does not sign yet.
    Pending(SigningKey),
}

/// How often a node looks for keys that other nodes have announced or revoked. A key is announced for at least
/// 10 s before it signs (`config/timing.rs`); only a first key, and the successor of a revoked one, signs at once.
const INTERVAL: Duration = Duration::from_millis(500);

impl KeyRing {
    /// Announces a new key, unless one is announced already.
    pub async fn rotate(&self, event: Event) -> Result<Rotation> {
        let now = event.at();
        // Read before the keys: when another node announces a key in between, this number is taken.
        let generation = db::signing_keys::next_generation(&self.db).await?;
        self.reload().await?;
        let newest = self.newest()?;
        if self.is_pending(&newest, now) {
            return Ok(Rotation::Pending(newest));
        }
        let signs_from = now.plus(self.policy.announce);
        let row = self.new_row(generation, now, signs_from).await?;
        let first = db::signing_keys::create(&self.db, &row, Some(event)).await?;
        self.reload().await?;
        let newest = self.newest()?;
        if !first {
            return Ok(Rotation::Pending(newest));
        }
        tracing::info!(
            kid = newest.kid(),
            algorithm = newest.algorithm().name(),
            signs_in = now.seconds_until(signs_from),
            "signing key announced"
        );
        Ok(Rotation::Announced(newest))
    }

    /// Revokes a key whose secret has leaked: wipes the secret, so that no node accepts a token of this key any
    /// more. Where no other key is left, a new one is made first, which signs at once. `false`: there is no such
    /// key, or it is gone already.
    pub async fn revoke(&self, kid: &str, now: UnixMillis) -> Result<bool> {
        let generation = db::signing_keys::next_generation(&self.db).await?;
        self.reload().await?;
        if !self.verifying(now).iter().any(|key| key.kid() == kid) {
            return Ok(false);
        }
        let has_other = || self.verifying(now).iter().any(|key| key.kid() != kid);
        if !has_other() {
            let row = self.new_row(generation, now, now).await?;
            let event = Event::new(AuditEvent::KeyAnnounced, now);
            db::signing_keys::create(&self.db, &row, Some(event)).await?;
            self.reload().await?;
        }
        ensure!(
            has_other(),
            "the key {kid} is the only one, and no other could be made; try again"
        );
        let event = Event::new(AuditEvent::KeyRevoked, now);
        db::signing_keys::wipe(&self.db, kid, now, event).await?;
        tracing::warn!(kid, "signing key revoked");
        self.reload().await?;
        Ok(true)
    }

    /// Rotates when the newest key is old, or has another algorithm than the server was started with.
    pub(super) async fn rotate_if_due(&self, now: UnixMillis) -> Result<()> {
        let newest = self.newest()?;
        if self.is_pending(&newest, now) {
            return Ok(());
        }
        let changed = self.algorithm_changed.load(Ordering::Relaxed)
            && newest.algorithm() != self.policy.algorithm;
        let old = newest.created_at().plus(self.policy.age) <= now;
        if changed || old || self.is_misdated(&newest, now) {
            self.rotate(Event::new(AuditEvent::KeyAnnounced, now)).await?;
        }
        // Replaces a key of another algorithm once only. Nodes that are configured differently would
        // otherwise replace each other's keys for ever.
        self.algorithm_changed.store(false, Ordering::Relaxed);
        Ok(())
    }

    fn is_pending(&self, newest: &SigningKey, now: UnixMillis) -> bool {
        newest.schedule().signs_from > now && !self.is_misdated(newest, now)
    }

    /// Whether a node with a wrong clock made the key far in the future. It is replaced at once, and not when
    /// its time has come.
    fn is_misdated(&self, newest: &SigningKey, now: UnixMillis) -> bool {
        newest.created_at() > now.plus(self.policy.announce)
    }

    /// Reads the keys of other nodes, rotates when it is due, and wipes the secrets of keys that are gone.
    pub async fn tend(&self, now: UnixMillis) -> Result<()> {
        self.reload().await?;
        self.rotate_if_due(now).await?;
        let expired = self.expired(now);
        for key in &expired {
            let event = Event::new(AuditEvent::KeyGone, now);
            db::signing_keys::wipe(&self.db, key.kid(), now, event).await?;
            tracing::info!(kid = key.kid(), "signing key gone");
        }
        if expired.is_empty() {
            return Ok(());
        }
        self.reload().await
    }
}

/// Tends the keys for as long as the server runs. While the database does not answer, the keys in memory
/// stay in use.
pub async fn keep(keys: Arc<KeyRing>, clock: Clock) {
    let mut ticks = interval(INTERVAL);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        ticks.tick().await;
        match keys.tend(clock.now()).await {
            Ok(()) => failing = false,
            Err(error) if !failing => {
                failing = true;
                tracing::error!(error = format!("{error:#}"), "the signing keys cannot be tended");
            }
            Err(_) => {}
        }
    }
}
