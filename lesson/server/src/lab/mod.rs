//! The attack lab: genuine tokens to attack with, a naive verifier and the strict one to attack, and the
//! source of all that runs. It is there only with `--lab`.
//!
//! Whatever happens here touches no user, no file, no network and no database, with one exception that
//! asks for it: `thief` plays a thief of the visitor's own session. The keys are the lab's own and are
//! gone with the process, so its tokens are worth nothing anywhere else, and what it remembers is bounded.
//! Of several nodes each has a lab of its own.

mod elsewhere;
mod info;
mod keys;
mod login;
mod me;
mod naive;
mod offset;
mod thief;
mod tokens;
mod transfer;

use anyhow::Result;
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    routing::{get, post},
};
use keys::LabKeys;
use lesson_shared::{lab::ACCESS_COOKIE, paths};
use naive::Naive;
use server::{
    auth::{cookies::Cookie, per_network::PerNetwork, revoked::Revoked, verify::Verifier},
    clock::UnixMillis,
    config::Config,
    error::AppError,
    routes::Routes,
    state::AppState,
};
use shared::TokenPolicy;
use std::{ops::Deref, sync::Arc};

/// The endpoints.
pub(crate) fn routes() -> Routes {
    vec![
        (paths::LAB, get(info::info)),
        (paths::LAB_TOKENS, post(tokens::issue)),
        (paths::LAB_NAIVE_ME, get(me::naive).post(me::naive)),
        (paths::LAB_STRICT_ME, get(me::strict).post(me::strict)),
        (
            paths::LAB_NAIVE_ADMIN,
            get(me::naive_admin).post(me::naive_admin),
        ),
        (
            paths::LAB_STRICT_ADMIN,
            get(me::strict_admin).post(me::strict_admin),
        ),
        (paths::LAB_LOGOUT, post(tokens::logout)),
        (paths::LAB_NAIVE_LOGIN, post(login::naive)),
        (paths::LAB_STRICT_LOGIN, post(login::strict)),
        (
            paths::LAB_TRANSFERS,
            get(transfer::read).post(transfer::begin),
        ),
        (paths::LAB_STRICT_TRANSFER, post(transfer::strict)),
        (paths::LAB_ELSEWHERE, get(elsewhere::page)),
        (paths::LAB_THIEF_COPY, post(thief::copy)),
        (paths::LAB_THIEF_USE, post(thief::use_copy)),
        (paths::LAB_THIEF_FORGE, post(thief::forge)),
    ]
}

/// The endpoint that every site can make a browser ask.
pub(crate) fn routes_for_any_site() -> Routes {
    vec![(paths::LAB_NAIVE_TRANSFER, post(transfer::naive))]
}

/// What the lab has in memory.
pub(crate) struct Lab {
    keys: Arc<LabKeys>,
    policy: TokenPolicy,
    revoked: Revoked,
    naive: Naive,
    naive_calls: PerNetwork,
    tokens: tokens::Limits,
    login: login::Account,
    visitors: transfer::Visitors,
    copies: thief::Copies,
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
            naive_calls: me::limits(),
            revoked: Revoked::new(&policy),
            keys,
            policy,
            tokens: tokens::Limits::default(),
            login: login::Account::default(),
            visitors: transfer::Visitors::default(),
            copies: thief::Copies::default(),
        })
    }

    /// Drops what is too old.
    pub(crate) fn clean(&self, now: UnixMillis) {
        self.copies.clean(now);
    }

    /// The strict verifier: the server's, with the keys of the lab.
    fn strict<'v>(&'v self, state: &'v AppState) -> Verifier<'v> {
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
struct Here(Arc<Lab>);

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
        let missing = || AppError::internal("a route of the lab is served without the lab");
        lab.map(Self).ok_or_else(missing)
    }
}
