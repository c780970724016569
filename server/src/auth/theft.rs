//! The theft of a refresh token, told to the user at the next sign-in: until then nobody is there to be
//! told, and whoever is signed out without a word does not learn why.

use super::{caller::Caller, device::Whereabouts};
use crate::{
    db::{audit, users::User},
    error::AppError,
    state::AppState,
};
use shared::{AuditEvent, api::Theft};

/// The last theft since the user signed in before.
pub(super) async fn since_last_login(
    state: &AppState,
    caller: &Caller,
    user: &User,
) -> Result<Option<Theft>, AppError> {
    let reused = AuditEvent::RefreshReused;
    let last = audit::find_last(&state.db, &user.id, reused, user.last_login_at).await?;
    let viewer = state.limits.guests.include(&user.username).then_some(caller.address);
    Ok(last.map(|event| {
        let thief = event.caller.as_deref();
        let thief =
            thief.and_then(|sealed| state.seals.callers.open(audit::TABLE, &event.id, sealed));
        let Whereabouts { address, device } = Whereabouts::of(thief, viewer);
        Theft { at: event.at, address, device }
    }))
}
