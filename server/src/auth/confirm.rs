//! The password, asked for once more before something that a stolen token shall not be enough for.

use super::{CurrentUser, caller::Caller, password::Comparison};
use crate::{
    app::AppState,
    db::users::{self, User},
    error::AppError,
};
use shared::{AuditEvent, ProblemCode, Refusal, credentials::Password};

/// The user of the token, if this is the password.
pub async fn confirm(
    state: &AppState,
    caller: &Caller,
    current: &CurrentUser,
    password: Password,
) -> Result<User, AppError> {
    let user = users::find_by_id(&state.db, &current.sub).await?;
    // Closed a moment ago, and its sessions with it.
    let user = user.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(Refusal::SessionEnded)?;
    let hash = Some(user.password_hash.clone());
    match state.hashing.compare(password, hash).await? {
        Comparison::Right { .. } => Ok(user),
        Comparison::Wrong => {
            let event = state.event(AuditEvent::PasswordRefused, caller);
            let (user, session) = (Some(&*user.id), Some(&*current.sid));
            event.record(&state.db, user, session).await?;
            Err(wrong_password())
        }
    }
}

/// The answer to a wrong password, and to one that was changed meanwhile.
#[must_use]
pub fn wrong_password() -> AppError {
    AppError::new(
        ProblemCode::WrongPassword,
        "this is not the current password of the account; nothing was changed",
    )
}
