//! The password, asked for once more before something that a stolen token shall not be enough for.

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
    // Closed a moment ago, and its sessions with it.
    let user = user.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(Refusal::SessionEnded)?;
    let attempt = admit(state, caller, &user.id, current).await?;
    let _share = match state.limits.throttle.share(caller, state.limits.hashing.places()) {
        Ok(share) => share,
        Err(error) => {
            attempt.give_back().await?;
            return Err(error);
        }
    };
    let hash = Some(user.password_hash.clone());
    match state.limits.hashing.compare(password, hash).await {
        Ok(Comparison::Right { .. }) => {
            attempt.give_back().await?;
            Ok(user)
        }
        Ok(Comparison::Wrong) => {
            let event = state.event(AuditEvent::PasswordRefused, caller);
            let (user, session) = (Some(&*user.id), Some(&*current.sid));
            event.record(&state.db, user, session).await?;
            Err(wrong_password())
        }
        // Nothing was compared, so nothing was tried.
        Err(error) => {
            attempt.give_back().await?;
            Err(error)
        }
    }
}

/// Counts the try, or refuses it: whoever has a stolen token shall not guess the password with it.
async fn admit<'a>(
    state: &'a AppState,
    caller: &Caller,
    user_id: &str,
    current: &CurrentUser,
) -> Result<Attempt<'a>, AppError> {
    let admitted = state.limits.throttle.confirmation(user_id).await;
    if let Err(error) = &admitted
        && error.code() == ProblemCode::TooManyAttempts
        && state.limits.throttle.may_note(Tried::Confirmation, caller)
    {
        let event = state.event(AuditEvent::LoginThrottled, caller);
        let (user, session) = (Some(user_id), Some(&*current.sid));
        event.record(&state.db, user, session).await?;
    }
    admitted
}

/// The answer to a wrong password, and to one that was changed meanwhile.
#[must_use]
pub(crate) fn wrong_password() -> AppError {
    AppError::new(
        ProblemCode::WrongPassword,
        "this is not the current password of the account; nothing was changed",
    )
}
