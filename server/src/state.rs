//! The state of the server: settings, clock, database, keys, limits.

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
    keys::{KeyPolicy, KeyRing, RootKey, root::Purpose},
    metrics::Metrics,
    rate::{Limiter, Rate},
    vault::Vault,
};
use anyhow::Result;
use axum::extract::FromRef;
use shared::AuditEvent;
use std::{ops::Deref, sync::Arc, time::Duration};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The state that handlers work with: the [`Parts`] behind one counted reference.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

pub struct Parts {
    pub config: Arc<Config>,
    pub clock: Clock,
    pub db: Db,
    pub keys: Arc<KeyRing>,
    pub seals: Seals,
    pub limits: Limits,
    pub revoked: Revoked,
    /// The built client.
    pub assets: Assets,
    pub metrics: Arc<Metrics>,
    /// Tasks that run on after their response was sent. The server waits for them before it stops.
    pub background: TaskTracker,
    /// Cancelled when the server is asked to stop.
    pub stopping: CancellationToken,
}

/// The keys, derived from the root key, that seal refresh tokens, device cookies, callers and profiles.
pub struct Seals {
    pub refresh: RefreshKey,
    pub devices: DeviceKey,
    /// For addresses and user agents in the database.
    pub callers: Callers,
    /// For profiles.
    pub vault: Vault,
}

/// How often a client or a user may do something.
pub struct Limits {
    /// For signing in, registering and renewing, by client.
    pub throttle: Throttle,
    /// Bounds how many passwords are hashed at the same time.
    pub hashing: Hashing,
    /// For changes of the profile, by user id.
    pub profile_writes: Limiter<String>,
    /// The accounts whose password is public.
    pub guests: Guests,
}

impl Parts {
    /// Opens the root key and the database, and creates them at the first start.
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
            assets,
            metrics: Arc::default(),
            background: TaskTracker::new(),
            stopping: CancellationToken::new(),
            config: Arc::new(config),
            clock,
            db,
        })
    }
}

/// How often a user may change the profile: each change is a row in the audit log.
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
    pub async fn open(config: Config, clock: Clock, assets: Assets) -> Result<Self> {
        Parts::open(config, clock, assets).await.map(Self::from)
    }

    /// An audit event of this client, at the current time.
    pub fn event(&self, event: AuditEvent, caller: &Caller) -> Event {
        let event = Event::new(event, self.clock.now());
        let sealed = self.seals.callers.seal(audit::TABLE, event.id(), caller);
        let metrics = Arc::clone(&self.metrics);
        event.from_caller(sealed).on_record(move |event| metrics.recorded(event))
    }

    /// Records an event in the background. The response does not wait for it, so that the time of a response does not
    /// show whether there was an event.
    pub fn record_later(&self, event: Event, user_id: Option<String>) {
        let db = self.db.clone();
        self.background.spawn(async move {
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

// Extractors and handlers in the layers below this file take one part of the state.

impl FromRef<AppState> for Arc<Config> {
    fn from_ref(state: &AppState) -> Self {
        Arc::clone(&state.config)
    }
}

impl FromRef<AppState> for Assets {
    fn from_ref(state: &AppState) -> Self {
        state.assets
    }
}
