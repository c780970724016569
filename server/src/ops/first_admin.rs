//! Somebody has to run the place. Where nobody can, the start says how to change that.

use crate::{
    db::{
        audit::Event,
        users::{self, Created},
    },
    random,
    state::AppState,
};
use anyhow::{Result, anyhow};
use shared::{
    AuditEvent, Role,
    credentials::{Password, Username},
};

const USERNAME: &str = "admin";

/// Whether there is an admin.
#[derive(Debug)]
pub enum FirstAdmin {
    /// There is.
    IsThere,
    /// There was nobody at all, so one was made. Nobody will ever be told this password again.
    Made(Username, Password),
    /// There is none.
    Wanted,
}

/// Looks for an admin. At the very first start, when somebody is sitting there to read it, an admin is
/// made; a password in a log would be known to all who read the log. The account `besides` is not counted:
/// a program makes it and no user has it.
pub async fn look(
    state: &AppState,
    somebody_reads: bool,
    besides: Option<&str>,
) -> Result<FirstAdmin> {
    if users::any_admin(&state.db).await? {
        return Ok(FirstAdmin::IsThere);
    }
    if !somebody_reads || users::any_besides(&state.db, besides.unwrap_or_default()).await? {
        return Ok(FirstAdmin::Wanted);
    }
    let username = Username::parse(USERNAME)?;
    let password = random::password(state.config.passwords);
    let hash = state.limits.hashing.hash(password.clone()).await;
    let hash = hash.map_err(|error| anyhow!("the admin cannot be made: {}", error.detail()))?;
    let event = Event::new(AuditEvent::Register, state.clock.now());
    let roles = [Role::User, Role::Admin];
    match users::create(&state.db, &username, &hash, &roles, event).await? {
        Created::User(_) => Ok(FirstAdmin::Made(username, password)),
        // Another node was first, and says so there.
        Created::NameTaken => Ok(FirstAdmin::IsThere),
    }
}
