//! After the last step: the session ends, and its tokens are refused from then on.

use super::{cookies::Cookie, refresh_token::RefreshToken, verify};
use crate::{
    app::AppState,
    db::{audit::Event, sessions},
    error::AppError,
    extract::JsonBody,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode},
    response::{AppendHeaders, IntoResponse, Response},
};
use shared::{Refusal, UnverifiedClaims, api::Empty};
use tracing::instrument;

/// Cached pages go, so that *back* does not show what was there before. Storage is the client's to
/// clear: `"storage"` would take the page's language and theme along, and `"cookies"` those of every
/// other program on localhost. Our own cookies are named one by one.
const CLEAR_SITE_DATA: (HeaderName, &str) =
    (HeaderName::from_static("clear-site-data"), "\"cache\"");

/// `POST /api/auth/logout`: 204, also for a session that has ended already.
#[instrument(skip_all)]
pub async fn logout(
    State(state): State<AppState>,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Response, AppError> {
    let by_refresh_token = session_of_refresh_token(&state, &headers).await?;
    let by_access_token = match verify::the_one_token(&state, &headers)? {
        Some(token) => session_of_access_token(&state, &token).map(Some),
        None => Ok(None),
    };
    let ended = by_refresh_token.is_some();
    if let Some(session_id) = by_refresh_token {
        end_session(&state, session_id, Event::Logout).await?;
    }
    match by_access_token {
        Ok(Some(session_id)) => end_session(&state, session_id, Event::Logout).await?,
        // With one session ended, the bad token is no reason to say that nothing was.
        Err(refusal) if !ended => return Err(refusal.into()),
        Ok(None) | Err(_) => {}
    }
    let url = &state.config.public_url;
    let cleared = [Cookie::Refresh.clear(url), Cookie::Access.clear(url)];
    let clear_site_data = [CLEAR_SITE_DATA];
    Ok((
        StatusCode::NO_CONTENT,
        clear_site_data,
        AppendHeaders(cleared),
    )
        .into_response())
}

/// Ends a session in the database and in memory. It runs to its end in a task of its own: a client that
/// hangs up between the two does not leave an ended session with living tokens.
pub async fn end_session(state: &AppState, id: String, why: Event) -> Result<(), AppError> {
    let state = state.clone();
    let task = tokio::spawn(async move {
        let now = state.clock.now();
        let ended = sessions::end(&state.db, &id, why, now).await?;
        if ended {
            tracing::info!(session = id, why = why.name(), "session ended");
            state.revoked.insert(id, now);
        }
        Ok(())
    });
    task.await.map_err(AppError::internal)?
}

async fn session_of_refresh_token(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<String>, AppError> {
    let tokens = Cookie::Refresh.all(&state.config.public_url, headers);
    let [token] = &*tokens else { return Ok(None) };
    let Some(token) = RefreshToken::parse(token) else {
        return Ok(None);
    };
    let session = sessions::find(&state.db, &token.session_id()).await?;
    Ok(session
        .filter(|session| state.refresh_key.has_sealed(&token, &session.nonce))
        .map(|session| session.id))
}

/// An expired token will do here: it was genuine when it was issued, and ending its own session is all
/// it is good for.
fn session_of_access_token(state: &AppState, token: &str) -> Result<String, Refusal> {
    let when_issued = UnverifiedClaims::read(token)
        .map_or_else(|_| state.clock.now().seconds(), |claims| claims.iat);
    let claims = verify::verify_claims(state, token, when_issued.min(state.clock.now().seconds()))?;
    Ok(claims.sid.clone())
}
