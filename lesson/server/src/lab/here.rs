//! The lab of this server, with what it has in memory.

use super::{
    keys::LabKeys,
    memory::{Account, Copies, Limits, Visitors, naive_calls},
    naive::Naive,
};
use anyhow::{Result, anyhow};
use axum::{extract::FromRequestParts, http::request::Parts};
use lesson_shared::lab::ACCESS_COOKIE;
use server::{
    auth::{cookies::Cookie, per_network::PerNetwork, revoked::Revoked, verify::Verifier},
    clock::UnixMillis,
    config::Config,
    error::AppError,
    state::AppState,
};
use shared::TokenPolicy;
use std::{ops::Deref, sync::Arc};

/// What the lab has in memory.
pub(crate) struct Lab {
    pub(super) keys: Arc<LabKeys>,
    pub(super) policy: TokenPolicy,
    pub(super) revoked: Revoked,
    pub(super) naive: Naive,
    pub(super) naive_calls: PerNetwork,
    pub(super) tokens: Limits,
    pub(super) login: Account,
    pub(super) visitors: Visitors,
    pub(super) copies: Copies,
}

impl Lab {
    /// A lab for a server with these settings.
    pub(crate) async fn open(config: &Config, now: UnixMillis) -> Result<Self> {
        let keys = Arc::new(LabKeys::generate(now).await?);
        let policy = TokenPolicy::new(
            format!("{}{}", config.public_url.origin(), ISSUER_PATH),
            AUDIENCE,
            config.policy.leeway(),
            config.policy.max_lifetime(),
        )?;
        Ok(Self {
            naive: Naive::new(Arc::clone(&keys))?,
            naive_calls: naive_calls(),
            revoked: Revoked::new(&policy),
            keys,
            policy,
            tokens: Limits::default(),
            login: Account::default(),
            visitors: Visitors::default(),
            copies: Copies::default(),
        })
    }

    /// Drops what is too old.
    pub(crate) fn clean(&self, now: UnixMillis) {
        self.copies.clean(now);
    }

    /// The strict verifier: the server's, with the keys of the lab.
    pub(super) fn strict<'v>(&'v self, state: &'v AppState) -> Verifier<'v> {
        Verifier {
            config: &state.config,
            keys: &*self.keys,
            now: state.clock.now(),
            policy: &self.policy,
            revoked: &self.revoked,
            cookie: ACCESS,
        }
    }
}

/// An access token of the lab, which the strict verifier reads as the server's reads the other.
const ACCESS: Cookie = Cookie(ACCESS_COOKIE);
const ISSUER_PATH: &str = "/lab";
const AUDIENCE: &str = "lab";

/// The lab of this server. Its endpoints are there only where it is.
pub(crate) struct Here(Arc<Lab>);

impl Deref for Here {
    type Target = Lab;

    fn deref(&self) -> &Lab {
        &self.0
    }
}

impl FromRequestParts<AppState> for Here {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, AppError> {
        let lab = parts.extensions.get::<Arc<Lab>>().map(Arc::clone);
        let missing =
            || AppError::internal(anyhow!("a route of the lab is served without the lab"));
        lab.map(Self).ok_or_else(missing)
    }
}
