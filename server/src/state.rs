//! What the server works with.

use crate::{
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
    rate::{Limiter, Rate},
    running::Running,
    vault::Vault,
};
use anyhow::Result;
use axum::{extract::FromRef, http::HeaderValue};
use shared::AuditEvent;
use std::{ops::Deref, sync::Arc, time::Duration};

/// What handlers work with: the [`Parts`], behind one counted reference.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// The parts of the state, by what they are for.
pub struct Parts {
    /// The settings.
    pub config: Arc<Config>,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The keys of access tokens.
    pub keys: Arc<KeyRing>,
    /// What is sealed with keys that come from the root key.
    pub seals: Seals,
    /// How much everybody may do.
    pub limits: Limits,
    /// The sessions that ended lately.
    pub revoked: Revoked,
    /// The page of the client.
    pub page: Page,
    /// Metrics, background work, and whether the server is stopping.
    pub running: Running,
}

/// What seals, and opens what it has sealed.
pub struct Seals {
    /// Refresh tokens.
    pub refresh: RefreshKey,
    /// The cookies of known devices.
    pub devices: DeviceKey,
    /// Addresses and user agents in the database.
    pub callers: Callers,
    /// Profiles.
    pub vault: Vault,
}

/// What a user or an attacker may do, and how often.
pub struct Limits {
    /// How often a client may try to sign in, to register or to renew.
    pub throttle: Throttle,
    /// The one place that hashes passwords.
    pub hashing: Hashing,
    /// How often a user may write the profile.
    pub profile_writes: Limiter<String>,
    /// The accounts that many people share.
    pub guests: Guests,
}

/// What a browser gets that asks for the client.
pub struct Page {
    /// The built client.
    pub assets: Assets,
    /// Its Content Security Policy.
    pub csp: HeaderValue,
}

impl Parts {
    /// Opens the root key and the database, and makes what is not there yet.
    pub async fn open(config: Config, clock: Clock, assets: Assets) -> Result<Self> {
        db::make_data_dir(&config.store.data_dir)?;
        let root = RootKey::open(&config.store.root_key)?;
        let db = db::open(&config.store).await?;
        let now = clock.now();
        let keys = KeyRing::open(db.clone(), &root, KeyPolicy::new(&config), now).await?;
        let names = root.derive(Purpose::HideNames);
        Ok(Self {
            keys: Arc::new(keys),
            seals: Seals::new(&root),
            limits: Limits {
                throttle: Throttle::new(&names, db.clone(), clock.clone()),
                hashing: Hashing::default(),
                profile_writes: Limiter::new(PROFILE_WRITES),
                guests: Guests::default(),
            },
            revoked: Revoked::load(&db, &config.policy, now).await?,
            page: Page { csp: headers::content_security_policy(assets.script_hashes), assets },
            running: Running::default(),
            config: Arc::new(config),
            clock,
            db,
        })
    }
}

/// How often a user may change the profile. Each change is a row in the audit, and people do not type
/// faster.
const PROFILE_WRITES: Rate = Rate { burst: 30, every: Duration::from_secs(10) };

impl Seals {
    fn new(root: &RootKey) -> Self {
        Self {
            refresh: RefreshKey::new(&root.derive(Purpose::SealRefreshTokens)),
            devices: DeviceKey::new(&root.derive(Purpose::SealDevices)),
            callers: Callers::new(&root.derive(Purpose::SealCallers)),
            vault: Vault::new(&root.derive(Purpose::SealProfiles)),
        }
    }
}

impl AppState {
    /// Opens the [parts](Parts::open).
    pub async fn open(config: Config, clock: Clock, assets: Assets) -> Result<Self> {
        Parts::open(config, clock, assets).await.map(Self::from)
    }

    /// What happens at this moment, caused by this caller, to be recorded.
    #[must_use]
    pub fn event(&self, event: AuditEvent, caller: &Caller) -> Event {
        let event = Event::new(event, self.clock.now());
        let sealed = self.seals.callers.seal(audit::TABLE, event.id(), caller);
        let metrics = Arc::clone(&self.running.metrics);
        event.from_caller(sealed).told_to(metrics)
    }

    /// Records an event off the way of the answer: how long that takes shall not tell whether there was
    /// something to record.
    pub fn record_later(&self, event: Event, user_id: Option<String>) {
        let db = self.db.clone();
        self.running.later.spawn(async move {
            if let Err(error) = event.record(&db, user_id.as_deref(), None).await {
                tracing::error!(%error, "an event could not be recorded");
            }
        });
    }
}

impl From<Parts> for AppState {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

// What extractors and handlers take that need one thing and stand below the state.

impl FromRef<AppState> for Arc<Config> {
    fn from_ref(state: &AppState) -> Self {
        Arc::clone(&state.config)
    }
}

impl FromRef<AppState> for Assets {
    fn from_ref(state: &AppState) -> Self {
        state.page.assets
    }
}
