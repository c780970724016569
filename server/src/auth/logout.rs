//! After the last step: the session ends, and its tokens are refused from then on.

use super::{
    caller::Caller, cookies::Cookie, end::end_session, refresh_token::RefreshToken,
    verify::Verifier,
};
use crate::{db::sessions, error::AppError, extract::JsonBody, state::AppState};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode},
    response::{AppendHeaders, IntoResponse, Response},
};
use shared::{AuditEvent, UnverifiedClaims, api::Empty};
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
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Response, AppError> {
    let of_cookies = sessions_of_cookies(&state, &headers).await?;
    let ended = !of_cookies.is_empty();
    for session_id in of_cookies {
        let event = state.event(AuditEvent::Logout, &caller);
        end_session(&state, session_id, event).await?;
    }
    match session_of_access_token(&state, &headers) {
        Ok(Some(session_id)) => {
            let event = state.event(AuditEvent::Logout, &caller);
            end_session(&state, session_id, event).await?;
        }
        // With a session ended, a bad token is no reason to say that none was.
        Err(error) if !ended => return Err(error),
        Ok(None) | Err(_) => {}
    }
    Ok(farewell(&state))
}

/// The answer to whoever has no session any more: 204, and nothing is left in the browser.
#[must_use]
pub fn farewell(state: &AppState) -> Response {
    let url = &state.config.public_url;
    let cleared = [Cookie::REFRESH.clear(url), Cookie::ACCESS.clear(url)];
    let clear_site_data = [CLEAR_SITE_DATA];
    (
        StatusCode::NO_CONTENT,
        clear_site_data,
        AppendHeaders(cleared),
    )
        .into_response()
}

/// Every session that a refresh cookie of the request proves to belong to whoever sent it. A browser sends
/// one such cookie; a second was planted, and hides nothing here.
pub async fn sessions_of_cookies(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Vec<String>, AppError> {
    let mut proved = Vec::new();
    let cookies = Cookie::REFRESH.all(&state.config.public_url, headers);
    let tokens = cookies
        .iter()
        .filter_map(|cookie| RefreshToken::parse(cookie));
    for token in tokens.take(MOST_COOKIES) {
        let session = sessions::find(&state.db, &token.session_id()).await?;
        if let Some(session) = session
            && state.refresh_key.has_sealed(&token, &session.nonce)
        {
            proved.push(session.id);
        }
    }
    Ok(proved)
}

/// Each costs a look into the database, and nobody has to sign in for it.
const MOST_COOKIES: usize = 4;

/// An expired token will do here: it was genuine when it was issued, and ending its own session is all
/// it is good for.
fn session_of_access_token(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<String>, AppError> {
    let verifier = Verifier::of(state);
    let Some(token) = verifier.the_one_token(headers)? else {
        return Ok(None);
    };
    let now = state.clock.now().seconds();
    let when_issued = UnverifiedClaims::read(&token).map_or(now, |claims| claims.iat.min(now));
    let claims = verifier.verify_claims(&token, when_issued)?;
    Ok(Some(claims.sid.clone()))
}
