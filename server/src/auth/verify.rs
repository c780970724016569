//! Step 5, verify: the token is checked before anything in it is believed.
//!
//! The checks are those of [`shared::verify`]; this file brings them the token, the key and the time,
//! and asks last whether the session has ended. No database is asked.

use super::{cookies::Cookie, revoked::Revoked, same_site};
use crate::{
    clock::UnixMillis,
    config::Config,
    error::AppError,
    keys::{KeyRing, SigningKey},
    stage,
    state::AppState,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};
use shared::{
    AccessClaims, ProblemCode, Refusal, Stage, Step, TokenPolicy, UnixSeconds,
    verify::{Algorithm, Parsed},
};
use std::ops::Deref;
use tracing::field::display;

/// Who the request is from. A handler that takes one runs only for a token that passed every check.
#[derive(Clone, Debug)]
pub struct CurrentUser(AccessClaims);

impl Deref for CurrentUser {
    type Target = AccessClaims;

    fn deref(&self) -> &AccessClaims {
        &self.0
    }
}

impl FromRequestParts<AppState> for CurrentUser {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        let now = state.clock.now().seconds();
        let verified = Verifier::of(state).admit(&parts.headers, now);
        match &verified {
            Ok(claims) => {
                tracing::info!(step = %Step::Verify, session = claims.sid, "accepted");
            }
            Err(error) => {
                let check = error.check().map(display);
                tracing::info!(step = %Step::Verify, code = %error.code(), check, "refused");
                state.metrics.refused(error.code(), error.check());
            }
        }
        verified.map(Self)
    }
}

/// Finds keys by their id, in memory and not in the database, because the client chose `kid`.
pub trait Keys: Sync {
    /// The key of this id and its one algorithm, if it verifies at this time.
    fn find(&self, kid: &str, now: UnixMillis) -> Option<(Algorithm, SigningKey)>;
}

impl Keys for KeyRing {
    fn find(&self, kid: &str, now: UnixMillis) -> Option<(Algorithm, SigningKey)> {
        self.find(kid, now)
    }
}

/// Verifies tokens. The server has one; a program around it can have another one with keys of its own.
#[derive(Clone, Copy)]
pub struct Verifier<'v> {
    pub config: &'v Config,
    pub keys: &'v dyn Keys,
    /// The time of the server's clock, for the schedules of the keys.
    pub now: UnixMillis,
    pub policy: &'v TokenPolicy,
    pub revoked: &'v Revoked,
    /// The http-only cookie that a token may come in.
    pub cookie: Cookie,
}

impl<'v> Verifier<'v> {
    /// The verifier of the server.
    pub fn of(state: &'v AppState) -> Self {
        Self {
            config: &state.config,
            keys: &*state.keys,
            now: state.clock.now(),
            policy: &state.config.policy,
            revoked: &state.revoked,
            cookie: Cookie::ACCESS,
        }
    }

    /// The claims of the one token of a request, which has to pass every check.
    pub fn admit(&self, headers: &HeaderMap, now: UnixSeconds) -> Result<AccessClaims, AppError> {
        let token = self.the_one_token(headers)?.ok_or_else(missing)?;
        Ok(self.verify(&token, now)?)
    }

    /// The access token of a request: in the `Authorization` header or in the http-only cookie, and not
    /// in both (RFC 6750 §2). The query and the body are no places for it. In a cookie it counts only
    /// when the request comes from this site.
    pub fn the_one_token(&self, headers: &HeaderMap) -> Result<Option<String>, AppError> {
        let cookies = self.cookie.all(&self.config.public_url, headers);
        match (bearer(headers)?, &*cookies) {
            (None, []) => Ok(None),
            (Some(token), []) => Ok(Some(token.to_owned())),
            (None, [token]) => {
                same_site::check(self.config, headers)?;
                Ok(Some(token.clone()))
            }
            (None, _) => Err(AppError::token_request("the access token cookie came twice")),
            (Some(_), _) => Err(AppError::token_request(
                "a token came in the Authorization header and another in a cookie",
            )),
        }
    }

    /// Runs all checks.
    pub fn verify(&self, token: &str, now: UnixSeconds) -> Result<AccessClaims, Refusal> {
        let claims = self.verify_claims(token, now)?;
        let has_ended = stage::time(Stage::Revoked, || self.revoked.contains(&claims.sid));
        if has_ended { Err(Refusal::SessionEnded) } else { Ok(claims) }
    }

    /// Runs the checks that the token alone has to pass.
    pub fn verify_claims(&self, token: &str, now: UnixSeconds) -> Result<AccessClaims, Refusal> {
        let keys = |kid: &str| self.keys.find(kid, self.now);
        let keyed = stage::time(Stage::Parse, || Parsed::parse(token)?.choose_key(keys))?;
        let valid = stage::time(Stage::Signature, || keyed.key().has_signed(&keyed));
        let signed = keyed.signature_is(valid)?;
        stage::time(Stage::Claims, || signed.claims(self.policy, now))
    }
}

fn missing() -> AppError {
    AppError::new(
        ProblemCode::TokenMissing,
        "send the access token as Authorization: Bearer, or sign in to get one",
    )
}

/// The token of the `Authorization` header. Credentials of another scheme are no token, so such a request is
/// one without a token (RFC 6750 §3.1).
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, AppError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(AppError::token_request("the Authorization header came twice"));
    }
    let not_one_token = || AppError::token_request("Authorization has to be Bearer and one token");
    let value = value.to_str().map_err(|_| not_one_token())?;
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    let token = token.trim_matches(' ');
    if !scheme.eq_ignore_ascii_case("Bearer") {
        // A scheme is a word (RFC 9110 §11.4). A token alone is meant as one, and lacks its scheme.
        let is_token = scheme.is_empty() || scheme.contains('.');
        return if is_token { Err(not_one_token()) } else { Ok(None) };
    }
    if token.is_empty() || token.contains([' ', '\t', ',']) {
        return Err(not_one_token());
    }
    Ok(Some(token))
}
