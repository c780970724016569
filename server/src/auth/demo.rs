//! The demo account: there while the lab is on, and shut while it is off, because its password is
//! public.

use super::password::{Comparison, Hashing};
use crate::{
    app::AppState,
    clock::UnixMillis,
    db::{Db, audit::Event, users},
    error::AppError,
};
use anyhow::{Result, anyhow};
use shared::{
    AuditEvent, ProblemCode, Role,
    api::DemoAccount,
    credentials::{Password, Username},
};

/// Whether this is the account of everybody. It stays as it is, so that no visitor locks out the next.
#[must_use]
pub fn is_demo(state: &AppState, username: &str) -> bool {
    let demo = state.demo.as_deref();
    demo.is_some_and(|demo| demo.username == username)
}

/// The same by the id.
pub async fn is_demo_id(state: &AppState, user_id: &str) -> Result<bool, sqlx::Error> {
    if state.demo.is_none() {
        return Ok(false);
    }
    let user = users::find_by_id(&state.db, user_id).await?;
    Ok(user.is_some_and(|user| is_demo(state, &user.username)))
}

/// The answer to whoever wants to change it.
#[must_use]
pub fn stays() -> AppError {
    AppError::new(
        ProblemCode::DemoAccount,
        "while the lab is on everybody signs in with this account; try it with one of your own",
    )
}

/// The name of the account.
pub const USERNAME: &str = "demo";
const PASSWORD: &str = "seven-steps-of-a-token";

/// Makes the account, opens it or shuts it. Answers with it when it can be used.
pub async fn prepare(
    db: &Db,
    hashing: &Hashing,
    lab: bool,
    now: UnixMillis,
) -> Result<Option<DemoAccount>> {
    let username = Username::parse(USERNAME)?;
    let password = || Password::new(PASSWORD.into());
    let said = |error| anyhow!("the demo account cannot be prepared: {error:?}");
    match users::find(db, &username).await? {
        None if lab => {
            let hash = hashing.hash(password()).await.map_err(said)?;
            let event = Event::new(AuditEvent::Register, now);
            users::create(db, &username, &hash, &[Role::User], event).await?;
        }
        None => return Ok(None),
        Some(user) if !lab && user.disabled_at.is_some() => return Ok(None),
        Some(user) => {
            let hash = Some(user.password_hash);
            let compared = hashing.compare(password(), hash).await.map_err(said)?;
            if matches!(compared, Comparison::Wrong) {
                // Somebody registered the name while the lab was off. It is theirs.
                return Ok(None);
            }
            let event = if lab {
                AuditEvent::UserEnabled
            } else {
                AuditEvent::UserDisabled
            };
            users::set_disabled(db, &user.id, !lab, None, Event::new(event, now)).await?;
        }
    }
    Ok(lab.then(|| DemoAccount {
        username: USERNAME.into(),
        password: PASSWORD.into(),
    }))
}
