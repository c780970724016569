//! Step 5, verify: the token is checked before anything in it is believed.
//!
//! The checks are those of [`shared::verify`]; this file brings them the token, the key and the time,
//! and asks last whether the session has ended. No database is asked.

use super::{cookies::Cookie, same_site};
use crate::{app::AppState, clock::UnixMillis, error::AppError};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};
use shared::{AccessClaims, ProblemCode, Refusal, Step, UnixSeconds, verify::Parsed};
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
        let verified = the_one_token(state, &parts.headers)
            .and_then(|token| token.ok_or_else(missing))
            .and_then(|token| Ok(verify(state, &token, state.clock.now())?));
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

fn missing() -> AppError {
    AppError::new(
        ProblemCode::TokenMissing,
        "send the access token as Authorization: Bearer, or sign in to get one",
    )
}

/// The access token of a request: in the `Authorization` header or in the http-only cookie, and not in
/// both (RFC 6750 §2). The query and the body are no places for it. In a cookie it counts only when the
/// request comes from this site.
pub fn the_one_token(state: &AppState, headers: &HeaderMap) -> Result<Option<String>, AppError> {
    let url = &state.config.public_url;
    let cookies = Cookie::Access.all(url, headers);
    match (bearer(headers)?, &*cookies) {
        (None, []) => Ok(None),
        (Some(token), []) => Ok(Some(token.to_owned())),
        (None, [token]) => {
            same_site::check(&state.config, headers)?;
            Ok(Some(token.clone()))
        }
        (None, _) => Err(AppError::token_request(
            "the access token cookie came twice",
        )),
        (Some(_), _) => Err(AppError::token_request(
            "a token came in the Authorization header and another in a cookie",
        )),
    }
}

fn bearer(headers: &HeaderMap) -> Result<Option<&str>, AppError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(AppError::token_request(
            "the Authorization header came twice",
        ));
    }
    let (scheme, token) = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .ok_or_else(|| AppError::token_request("Authorization has to be Bearer and a token"))?;
    let token = token.trim_matches(' ');
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(AppError::token_request(
            "the Authorization scheme has to be Bearer",
        ));
    }
    if token.is_empty() || token.contains([' ', '\t', ',']) {
        return Err(AppError::token_request(
            "Authorization has to be Bearer and one token",
        ));
    }
    Ok(Some(token))
}

/// Runs all checks.
pub fn verify(state: &AppState, token: &str, now: UnixMillis) -> Result<AccessClaims, Refusal> {
    let claims = verify_claims(state, token, now.seconds())?;
    if state.revoked.contains(&claims.sid) {
        return Err(Refusal::SessionEnded);
    }
    Ok(claims)
}

/// Runs the checks that the token alone has to pass.
pub fn verify_claims(
    state: &AppState,
    token: &str,
    now: UnixSeconds,
) -> Result<AccessClaims, Refusal> {
    let keys = |kid: &str| state.keys.find(kid, state.clock.now());
    let keyed = Parsed::parse(token)?.choose_key(keys)?;
    let valid = keyed.key().has_signed(&keyed);
    keyed.signature_is(valid)?.claims(&state.config.policy, now)
}
