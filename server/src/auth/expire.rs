//! Step 7, expire: an expired token is refused, and the refresh token brings the next one.
//!
//! One `UPDATE` decides which request renews ([`sessions::renew`]). A request that it does not choose has a
//! used token: an answer got lost a moment ago, or two parties hold the session.

use super::{
    caller::Caller,
    cookies::Cookie,
    end::end_session,
    issue::{self, Grant},
    refresh_token::RefreshToken,
    store::{self, example_grant},
};
use crate::{
    clock::UnixMillis,
    db::sessions::{self, Session},
    error::AppError,
    extract::JsonBody,
    stage,
    state::AppState,
};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use shared::{
    AuditEvent, ProblemCode, Stage, Step,
    api::{Empty, TokenGrant, paths},
    problem::fails,
};
use std::time::Duration;
use tracing::instrument;

/// For this long after a renewal the token that was used for it gets the same successor again: the
/// answer may have been lost, or another tab was a moment slower.
const GRACE: Duration = Duration::from_secs(10);

/// Get the next access token
///
/// Each refresh token works once and brings its successor. One that comes again later than ten seconds after its use
/// proves that two parties have it, and ends the session.
#[utoipa::path(post, path = paths::REFRESH, operation_id = "renew", tag = "Login",
    request_body(content = Empty, example = json!({})),
    security(("refresh_cookie" = [])),
    responses(
        (status = 200, description = "Renewed.", body = TokenGrant, headers(("Set-Cookie")),
            example = example_grant),
        fails::RefreshRefused, fails::RefreshReused, fails::TooManyAttempts, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub async fn renew(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Response {
    let url = &state.config.public_url;
    let tokens = Cookie::REFRESH.all(url, &headers);
    match renew_with(&state, &caller, &tokens).await {
        Ok(grant) => store::granted(url, grant),
        Err(error) => {
            tracing::info!(step = %Step::Expire, code = %error.code(), "not renewed");
            match error.code() {
                // The cookies are useless now. After a fault of the server they are not.
                ProblemCode::RefreshRefused | ProblemCode::RefreshReused => {
                    (store::forgotten(url), error).into_response()
                }
                _ => error.into_response(),
            }
        }
    }
}

/// Renews with the one token that came.
pub async fn renew_with(
    state: &AppState,
    caller: &Caller,
    tokens: &[String],
) -> Result<Grant, AppError> {
    let [text] = tokens else {
        return Err(refused("one refresh cookie is wanted, and there is none or more"));
    };
    let now = state.clock.now();
    let Some((token, found)) = genuine(state, text).await? else {
        state.limits.throttle.false_seal(caller)?;
        return Err(refused("the refresh token is not one of this server's for a known session"));
    };
    let idle_expires_at = now.plus(state.config.refresh_idle).min(found.expires_at);
    let before = Session { counter: token.counter(), ..found };
    let sealed = state.seals.callers.seal(sessions::TABLE, &before.id, caller);
    let renewal = sessions::renew(&state.db, &before, now, idle_expires_at, &sealed);
    if stage::timed(Stage::RenewalRow, renewal).await? {
        tracing::info!(step = %Step::Expire, session = before.id, "renewed");
        let renewed =
            Session { counter: before.counter + 1, renewed_at: now, idle_expires_at, ..before };
        return issue::grant(state, &renewed, None, now);
    }
    // Read again: what stood there before the UPDATE may be older than what it met.
    match sessions::find(&state.db, &before.id).await? {
        Some(session) => judge_used(state, caller, &token, session, now).await,
        None => Err(refused("the account or its session is gone")),
    }
}

/// The token and its session, if this server sealed the token for the session. A false seal changes nothing,
/// so an attacker cannot end a session by guessing.
pub async fn genuine(
    state: &AppState,
    text: &str,
) -> Result<Option<(RefreshToken, Session)>, sqlx::Error> {
    let Some(token) = RefreshToken::parse(text) else {
        return Ok(None);
    };
    let id = token.session_id();
    let found = stage::timed(Stage::FindSession, sessions::find(&state.db, &id)).await?;
    let sealed = |session: &Session| state.seals.refresh.has_sealed(&token, &session.nonce);
    let proved = stage::time(Stage::Seal, || found.filter(sealed));
    Ok(proved.map(|session| (token, session)))
}

/// Decides about a token that was used before: its answer may have been lost, or it was stolen.
async fn judge_used(
    state: &AppState,
    caller: &Caller,
    token: &RefreshToken,
    session: Session,
    now: UnixMillis,
) -> Result<Grant, AppError> {
    // A change of the password meanwhile has made the token useless.
    if !state.seals.refresh.has_sealed(token, &session.nonce) {
        return Err(refused("the session changed meanwhile; sign in again"));
    }
    if !session.is_alive(now) {
        return Err(refused("the session has ended; sign in again"));
    }
    let behind = session.counter - token.counter();
    if behind == 1 && now <= session.renewed_at.plus(GRACE) {
        tracing::info!(step = %Step::Expire, session = session.id, "renewal repeated");
        return issue::grant(state, &session, None, now);
    }
    if behind < 1 {
        return Err(refused("the session changed meanwhile; try again"));
    }
    tracing::warn!(step = %Step::Expire, session = session.id, "refresh token used again; session ended");
    let event = state.event(AuditEvent::RefreshReused, caller);
    end_session(state, session.id, event).await?;
    Err(AppError::new(
        ProblemCode::RefreshReused,
        "this refresh token was used before, so somebody else may have it; the session was ended, sign in again",
    ))
}

fn refused(detail: &str) -> AppError {
    AppError::new(ProblemCode::RefreshRefused, detail)
}
