//! The demo account: there while the lab is on, and shut while it is off, because its password is
//! public.

use anyhow::{Result, anyhow};
use lesson_shared::DemoAccount;
use server::{
    auth::password::{Comparison, Hashing},
    clock::UnixMillis,
    db::{Db, audit::Event, users},
};
use shared::{
    AuditEvent, Role,
    credentials::{Password, Username},
};

pub const USERNAME: &str = "demo";
const PASSWORD: &str = "seven-steps-of-a-token";

/// Makes the account, opens it or shuts it. Answers with it when it can be used.
pub(crate) async fn prepare(
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
                // A user registered the name while the lab was off, and keeps it.
                return Ok(None);
            }
            let event = if lab { AuditEvent::UserEnabled } else { AuditEvent::UserDisabled };
            users::set_disabled(db, &user.id, !lab, None, Event::new(event, now)).await?;
        }
    }
    Ok(lab.then(|| DemoAccount { username: USERNAME.into(), password: PASSWORD.into() }))
}
