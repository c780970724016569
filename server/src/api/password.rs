//! `PUT /api/me/password`: changes the password.

use crate::{
    auth::{
        CurrentUser,
        caller::Caller,
        confirm::{confirm, wrong_password},
        cookies::Cookie,
        end::ending,
        issue, password,
    },
    db::users::{self, NewPassword, PasswordChange},
    error::AppError,
    extract::JsonBody,
    random,
    state::AppState,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{AppendHeaders, IntoResponse, Response},
};
use shared::{
    AuditEvent, Refusal, Stage,
    api::{account::ChangePassword, paths},
    problem::fails,
};
use strength::Context;
use tracing::instrument;

// The refresh token is replaced because an attacker may have a copy of the old one.
/// Change the password
///
/// Ends the other sessions. The session that asked gets a new refresh token.
#[utoipa::path(put, path = paths::PASSWORD, operation_id = "change_password", tag = "Account",
    request_body(content = ChangePassword, example = json!({
        "current": "nine blue herons over the quay", "new": "ten grey herons under the bridge"
    })),
    security(("bearer" = [])),
    responses(
        (status = 204, description = "Changed.", headers(("Set-Cookie"))),
        fails::WrongPassword, fails::GuestAccount, fails::TooManyAttempts, fails::Busy, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    current: CurrentUser,
    JsonBody(request): JsonBody<ChangePassword>,
) -> Result<Response, AppError> {
    let is_same = password::are_same(&request.current, &request.new);
    let user = confirm(&state, &caller, &current, request.current).await?;
    state.limits.guests.refuse(&user.username)?;
    if is_same {
        let detail = "this is the password that you have; choose another";
        return Err(AppError::field("new", detail));
    }
    let context = Context::new(&user.username, state.config.public_url.host());
    let _quota = state.limits.hashing.quota(&caller, Some(&user.id))?;
    let new = state
        .limits
        .hashing
        .hash_new(state.config.passwords, request.new, context)
        .await
        .map_err(|error| error.in_field("new"))?;

    let (db, sid) = (state.db.clone(), current.sid.clone());
    let event = state.event(AuditEvent::PasswordChanged, &caller);
    let nonce = random::id();
    let session = ending(&state, Stage::EndRow, async move {
        let change = NewPassword {
            user_id: &user.id,
            old: &user.password_hash,
            new: &new,
            session_id: &sid,
            nonce: &nonce,
        };
        match users::change_password(&db, &change, event).await? {
            PasswordChange::Done(session, ended) => Ok((session, ended)),
            PasswordChange::Overtaken => Err(wrong_password()),
            PasswordChange::SessionEnded => Err(Refusal::SessionEnded.into()),
        }
    })
    .await?;
    let (token, seconds) = issue::refresh_token(&state, &session, state.clock.now());
    let cookie = Cookie::REFRESH.set(&state.config.public_url, &token, seconds);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([cookie])).into_response())
}
