//! The theft of a refresh token, told to the user at the next sign-in: until then nobody is there to be
//! told, and whoever is signed out without a word does not learn why.

use super::device;
use crate::{
    app::AppState,
    db::{audit, users::User},
    error::AppError,
};
use shared::{AuditEvent, api::Theft};

/// The last theft since the user signed in before.
pub async fn since_last_login(state: &AppState, user: &User) -> Result<Option<Theft>, AppError> {
    let reused = AuditEvent::RefreshReused;
    let last = audit::find_last(&state.db, &user.id, reused, user.last_login_at).await?;
    Ok(last.map(|event| {
        let caller = event.caller.as_deref();
        let caller = caller.and_then(|sealed| state.callers.open(audit::TABLE, &event.id, sealed));
        let user_agent = caller
            .as_ref()
            .and_then(|caller| caller.user_agent.as_deref());
        Theft {
            at: event.at,
            device: user_agent.map(device::recognize).unwrap_or_default(),
            address: caller.map(|caller| caller.address.to_string()),
        }
    }))
}
