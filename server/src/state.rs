//! What the server works with.

use crate::{
    api,
    assets::Assets,
    auth::{
        caller::{Caller, Callers},
        guest::Guests,
        known_device::DeviceKey,
        password::Hashing,
        refresh_token::RefreshKey,
        revoked::Revoked,
        throttle::Throttle,
    },
    clock::Clock,
    config::Config,
    db::{
        self, Db,
        audit::{self, Event},
    },
    headers,
    keys::{KeyPolicy, KeyRing, RootKey, root::Purpose},
    later::Later,
    ops::{metrics::Metrics, stop::Stopping},
    rate::Limiter,
    vault::Vault,
};
use anyhow::Result;
use axum::http::HeaderValue;
use shared::AuditEvent;
use std::sync::Arc;

/// What handlers work with. A clone is a few counted references.
#[derive(Clone)]
pub struct AppState {
    /// The settings.
    pub config: Arc<Config>,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The keys of access tokens.
    pub keys: Arc<KeyRing>,
    /// The key of refresh tokens.
    pub refresh_key: RefreshKey,
    /// How often somebody may try.
    pub throttle: Throttle,
    /// The key of the cookies of known devices.
    pub devices: DeviceKey,
    /// What seals addresses and user agents.
    pub callers: Callers,
    /// What seals profiles.
    pub vault: Vault,
    /// How often a user may write one.
    pub profile_writes: Arc<Limiter<String>>,
    /// The sessions that ended lately.
    pub revoked: Revoked,
    /// The one place that hashes passwords.
    pub hashing: Hashing,
    /// The accounts that many people share.
    pub guests: Guests,
    /// What happened how often.
    pub metrics: Arc<Metrics>,
    /// The built client.
    pub assets: Assets,
    /// The Content Security Policy of the client's page.
    pub csp: HeaderValue,
    /// What goes on after its answer was given.
    pub later: Later,
    /// Whether the server was asked to stop.
    pub stopping: Stopping,
}

impl AppState {
    /// Opens the root key and the database, and makes what is not there yet.
    pub async fn open(config: Config, clock: Clock, assets: Assets) -> Result<Self> {
        db::make_data_dir(&config.store.data_dir)?;
        let root = RootKey::open(&config.store.root_key)?;
        let db = db::open(&config.store).await?;
        let now = clock.now();
        let keys = KeyRing::open(db.clone(), &root, KeyPolicy::new(&config), now).await?;
        Ok(Self {
            keys: Arc::new(keys),
            refresh_key: RefreshKey::new(&root.derive(Purpose::SealRefreshTokens)),
            throttle: Throttle::new(&root.derive(Purpose::HideNames), db.clone(), clock.clone()),
            devices: DeviceKey::new(&root.derive(Purpose::SealDevices)),
            callers: Callers::new(&root.derive(Purpose::SealCallers)),
            vault: Vault::new(&root.derive(Purpose::SealProfiles)),
            profile_writes: Arc::new(Limiter::new(api::profile::WRITES)),
            revoked: Revoked::load(&db, &config.policy, now).await?,
            hashing: Hashing::default(),
            guests: Guests::default(),
            metrics: Arc::default(),
            csp: headers::content_security_policy(assets.script_hashes),
            assets,
            later: Later::default(),
            stopping: Stopping::default(),
            config: Arc::new(config),
            clock,
            db,
        })
    }

    /// What happens at this moment, caused by this caller, to be recorded.
    #[must_use]
    pub fn event(&self, event: AuditEvent, caller: &Caller) -> Event {
        let event = Event::new(event, self.clock.now());
        let sealed = self.callers.seal(audit::TABLE, event.id(), caller);
        event.from_caller(sealed).told_to(self.metrics.clone())
    }

    /// Records an event off the way of the answer: how long that takes shall not tell whether there was
    /// something to record.
    pub fn record_later(&self, event: Event, user_id: Option<String>) {
        let db = self.db.clone();
        self.later.spawn(async move {
            if let Err(error) = event.record(&db, user_id.as_deref(), None).await {
                tracing::error!(%error, "an event could not be recorded");
            }
        });
    }
}
