//! After the last step: the session ends, and its tokens are refused from then on.

use super::{
    caller::Caller, cookies::Cookie, end::end_session, refresh_token::RefreshToken, store,
    verify::Verifier,
};
use crate::{db::sessions, error::AppError, extract::JsonBody, state::AppState};
use axum::{extract::State, http::HeaderMap, response::Response};
use shared::{
    AuditEvent, UnverifiedClaims,
    api::{Empty, paths},
    problem::fails,
};
use tracing::instrument;

/// Sign out
///
/// Ends the session of the refresh cookie and that of the access token. An expired token will do, and having signed
/// out before is no failure.
#[utoipa::path(post, path = paths::LOGOUT, operation_id = "log_out", tag = "Login",
    request_body(content = Empty, example = json!({})),
    security(("bearer" = []), ("refresh_cookie" = []), ()),
    responses(
        (status = 204, description = "Signed out; the cookies are cleared.", headers(("Set-Cookie"))),
        fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn logout(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Response, AppError> {
    let url = &state.config.public_url;
    let refresh_tokens = Cookie::REFRESH.all(url, &headers);
    let access_token = Verifier::of(&state).the_one_token(&headers);
    sign_out(&state, &caller, &refresh_tokens, access_token).await?;
    Ok(store::signed_out(url))
}

/// Ends the sessions that the tokens of a request prove. An access token that did not come as it should
/// is an error only when no refresh token ended a session.
async fn sign_out(
    state: &AppState,
    caller: &Caller,
    refresh_tokens: &[String],
    access_token: Result<Option<String>, AppError>,
) -> Result<(), AppError> {
    let why = || state.event(AuditEvent::Logout, caller);
    let proved = sessions_of(state, refresh_tokens).await?;
    let nothing_ended = proved.is_empty();
    for session_id in proved {
        end_session(state, session_id, why()).await?;
    }
    let of_access_token = access_token.and_then(|token| match token {
        Some(token) => session_of(state, &token).map(Some),
        None => Ok(None),
    });
    match of_access_token {
        Ok(Some(session_id)) => end_session(state, session_id, why()).await,
        Err(error) if nothing_ended => Err(error),
        Ok(None) | Err(_) => Ok(()),
    }
}

/// Every session that one of these refresh tokens proves to belong to the client that sent it. A browser
/// sends one; a second was planted, and hides nothing here.
pub(super) async fn sessions_of(
    state: &AppState,
    refresh_tokens: &[String],
) -> Result<Vec<String>, AppError> {
    let mut proved = Vec::new();
    let tokens = refresh_tokens.iter().filter_map(|text| RefreshToken::parse(text));
    for token in tokens.take(MOST_TOKENS) {
        let session = sessions::find(&state.db, &token.session_id()).await?;
        if let Some(session) = session
            && state.seals.refresh.has_sealed(&token, &session.nonce)
        {
            proved.push(session.id);
        }
    }
    Ok(proved)
}

/// Each token costs a query, and a client need not be signed in to cause it.
const MOST_TOKENS: usize = 4;

/// The session of an access token. An expired one will do here: it was genuine when it was issued, and
/// ending its own session is all it is good for.
fn session_of(state: &AppState, access_token: &str) -> Result<String, AppError> {
    let now = state.clock.now().seconds();
    let when_issued =
        UnverifiedClaims::read(access_token).map_or(now, |claims| claims.iat.min(now));
    let claims = Verifier::of(state).verify_claims(access_token, when_issued)?;
    Ok(claims.sid.clone())
}
