//! The lab of this server, with what it has in memory.

use super::{
    copies::Copies,
    keys::{LabKeys, word},
    limits::Limits,
    naive::Naive,
    visitors::Visitors,
};
use anyhow::Result;
use axum::Extension;
use lesson_shared::lab::ACCESS_COOKIE;
use server::{
    auth::{cookies::Cookie, revoked::Revoked, throttle::KNOWN, verify::Verifier},
    clock::UnixMillis,
    config::Config,
    state::AppState,
};
use shared::TokenPolicy;
use std::sync::Arc;

pub(crate) struct Lab {
    pub(super) keys: Arc<LabKeys>,
    pub(super) policy: TokenPolicy,
    pub(super) revoked: Revoked,
    pub(super) naive: Naive,
    pub(super) limits: Limits,
    /// The password of the one account of the lab's logins.
    pub(super) password: &'static str,
    pub(super) visitors: Visitors,
    pub(crate) copies: Copies,
}

impl Lab {
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
            revoked: Revoked::new(&policy),
            keys,
            policy,
            limits: Limits::default(),
            // An attacker guesses one of the first words before any limit comes.
            password: word(KNOWN.burst as usize),
            visitors: Visitors::default(),
            copies: Copies::default(),
        })
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

/// The lab of this server, as the handlers of its endpoints take it. A server without a lab has no such endpoints.
pub(super) type Here = Extension<Arc<Lab>>;
