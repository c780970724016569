//! A thief of the visitor's own session: the refresh token is copied, and used again later, or changed and
//! tried. No script sees it; the copy stays here for some minutes, and only a browser with the
//! session's cookie may ask for this.

use super::{copies::Copied, here::Here};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use lesson_shared::{
    lab::{LabForgeries, LabTheft},
    paths,
};
use server::{
    auth::{
        caller::Caller,
        cookies::Cookie,
        expire,
        refresh_token::{HEAD_BYTES, SESSION_BYTES},
    },
    error::AppError,
    extract::JsonBody,
    state::AppState,
};
use shared::{
    ProblemCode,
    api::Empty,
    compact::{base64url, from_base64url},
    problem::fails,
};
use tracing::instrument;
use zeroize::Zeroizing;

/// Have one's own refresh token copied
///
/// The copy stays in the server, for ten minutes at most. No script sees it.
#[utoipa::path(post, path = paths::LAB_THIEF_COPY, operation_id = "lab_thief_copy", tag = "Lesson",
    request_body(content = Empty, example = json!({})),
    security(("refresh_cookie" = [])),
    responses(
        (status = 204, description = "Copied."),
        fails::RefreshRefused, fails::TooManyAttempts, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn copy(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<StatusCode, AppError> {
    let (session, token) = own(&state, &caller, &headers).await?;
    let at = state.clock.now();
    lab.copies.put(session, Copied { token, at });
    Ok(StatusCode::NO_CONTENT)
}

/// Have the copy used
///
/// By the code of every renewal. What the thief gets is dropped; the session may end of it.
#[utoipa::path(post, path = paths::LAB_THIEF_USE, operation_id = "lab_thief_use", tag = "Lesson",
    request_body(content = Empty, example = json!({})),
    security(("refresh_cookie" = [])),
    responses(
        (status = 200, description = "What the thief saw.", body = LabTheft,
            example = json!({ "status": 401, "code": "refresh_reused" })),
        fails::RefreshRefused, fails::TooManyAttempts, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn use_copy(
    State(state): State<AppState>,
    lab: Here,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Json<LabTheft>, AppError> {
    let (session, _) = own(&state, &caller, &headers).await?;
    let copied = lab.copies.pop(&session, state.clock.now());
    let copied = copied.ok_or_else(|| {
        let detail = "there is no copy of this session's refresh token; copy it first";
        AppError::new(ProblemCode::RefreshRefused, detail)
    })?;
    Ok(Json(renew(&state, caller, copied.to_string()).await))
}

/// Have one's own refresh token changed and tried
///
/// In each of its three parts one bit is changed. The session does not notice.
#[utoipa::path(post, path = paths::LAB_THIEF_FORGE, operation_id = "lab_thief_forge", tag = "Lesson",
    request_body(content = Empty, example = json!({})),
    security(("refresh_cookie" = [])),
    responses(
        (status = 200, description = "What the thief saw.", body = LabForgeries, example = json!({
            "session": { "status": 401, "code": "refresh_refused" },
            "counter": { "status": 401, "code": "refresh_refused" },
            "seal": { "status": 401, "code": "refresh_refused" }
        })),
        fails::RefreshRefused, fails::TooManyAttempts, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn forge(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Json<LabForgeries>, AppError> {
    let (_, token) = own(&state, &caller, &headers).await?;
    let token = Zeroizing::new(from_base64url(&token).ok_or_else(no_session)?);
    let with_bit_changed = |at: usize| {
        let mut forged = token.to_vec();
        forged[at] ^= 1;
        renew(&state, caller.clone(), base64url(&forged))
    };
    Ok(Json(LabForgeries {
        session: with_bit_changed(SESSION_BYTES - 1).await,
        counter: with_bit_changed(HEAD_BYTES - 1).await,
        seal: with_bit_changed(token.len() - 1).await,
    }))
}

/// The status and code that a thief sees who renews with this token. A new token is dropped.
async fn renew(state: &AppState, caller: Caller, token: String) -> LabTheft {
    let thief = Caller { user_agent: Some(USER_AGENT.into()), ..caller };
    let renewed = expire::renew_with(state, &thief, &[token], None).await;
    let code = renewed.err().map(|error| error.code());
    LabTheft { status: code.map_or(200, ProblemCode::status), code }
}

const USER_AGENT: &str = "thief of the lab";

/// The session and the refresh token of the request. The seal is checked, so knowing the id of a session is not
/// enough to have its copy used. A false seal counts as it does where sessions are renewed.
async fn own(
    state: &AppState,
    caller: &Caller,
    headers: &HeaderMap,
) -> Result<(String, Zeroizing<String>), AppError> {
    let tokens = Cookie::REFRESH.all(&state.config.public_url, headers);
    let [token] = <[String; 1]>::try_from(tokens).map_err(|_| no_session())?;
    let token = Zeroizing::new(token);
    let Some((_, session)) = expire::genuine(state, &token).await? else {
        state.limits.throttle.false_seal(caller)?;
        return Err(no_session());
    };
    Ok((session.id, token))
}

fn no_session() -> AppError {
    AppError::new(ProblemCode::RefreshRefused, "there is no session to steal; sign in first")
}
