//! The first admin: made at the first start, or the log says how to make one.

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
    IsThere,
    /// There was no account, so an admin was made. The server has no other copy of this password.
    Made(Username, Password),
    /// There is no admin, and none was made.
    Wanted,
}

/// Looks for an admin. Makes one if there is no account yet and standard output is a terminal: a password in a log would
/// be known to all readers of the log. The account `besides`, which the program makes, does not count.
pub async fn look(
    state: &AppState,
    is_terminal: bool,
    besides: Option<&str>,
) -> Result<FirstAdmin> {
    if users::any_admin(&state.db).await? {
        return Ok(FirstAdmin::IsThere);
    }
    if !is_terminal || users::any_besides(&state.db, besides.unwrap_or_default()).await? {
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
        // Another node was faster and shows the password there.
        Created::NameTaken => Ok(FirstAdmin::IsThere),
    }
}
