//! The password, asked for once more before something that a stolen token alone must not allow.

use super::{
    CurrentUser,
    caller::Caller,
    password::Comparison,
    throttle::{Attempt, Tried},
};
use crate::{
    db::users::{self, User},
    error::AppError,
    state::AppState,
};
use shared::{AuditEvent, ProblemCode, Refusal, credentials::Password};

/// The user of the token, if this is the password.
pub(crate) async fn confirm(
    state: &AppState,
    caller: &Caller,
    current: &CurrentUser,
    password: Password,
) -> Result<User, AppError> {
    let user = users::find_by_id(&state.db, &current.sub).await?;
    // The account was disabled a moment ago, and its sessions have ended with it.
    let user = user.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(Refusal::SessionEnded)?;
    let attempt = admit(state, caller, current).await?;
    let proved = attempt.settle(prove(state, caller, user, password).await).await?;
    if let Some(user) = proved {
        return Ok(user);
    }
    let event = state.event(AuditEvent::PasswordRefused, caller);
    event.record(&state.db, Some(&current.sub), Some(&current.sid)).await?;
    Err(wrong_password())
}

/// The user, if this is the password.
async fn prove(
    state: &AppState,
    caller: &Caller,
    user: User,
    password: Password,
) -> Result<Option<User>, AppError> {
    let _quota = state.limits.hashing.quota(caller, Some(&user.id))?;
    let hash = Some(user.password_hash.clone());
    match state.limits.hashing.compare(password, hash).await? {
        Comparison::Right { .. } => Ok(Some(user)),
        Comparison::Wrong => Ok(None),
    }
}

/// Counts the try, or refuses it, so that an attacker with a stolen token cannot guess the password.
async fn admit<'a>(
    state: &'a AppState,
    caller: &Caller,
    current: &CurrentUser,
) -> Result<Attempt<'a>, AppError> {
    let admitted = state.limits.throttle.confirmation(&current.sub).await;
    if let Err(error) = &admitted
        && error.code() == ProblemCode::TooManyAttempts
        && state.limits.throttle.may_note(Tried::Confirmation, caller)
    {
        let event = state.event(AuditEvent::LoginThrottled, caller);
        event.record(&state.db, Some(&current.sub), Some(&current.sid)).await?;
    }
    admitted
}

/// The answer to a wrong password, and to one that was changed meanwhile.
pub(crate) fn wrong_password() -> AppError {
    AppError::new(
        ProblemCode::WrongPassword,
        "this is not the current password of the account; nothing was changed",
    )
}
