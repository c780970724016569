//! What happened to whom and when, for the one who has to find out later. Ids and names of events
//! alone: a typed name can be a password in the wrong field, so not even that is kept.

use crate::{clock::UnixMillis, random};
use sqlx::{Any, Executor};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// An account was made.
    Register,
    /// Somebody signed in.
    Login,
    /// Somebody tried to, and failed.
    LoginFailed,
    /// Somebody signed out.
    Logout,
    /// The same browser signed in anew.
    Replaced,
    /// A used refresh token came again, and its session was ended.
    RefreshReused,
}

impl Event {
    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Login => "login",
            Self::LoginFailed => "login_failed",
            Self::Logout => "logout",
            Self::Replaced => "replaced",
            Self::RefreshReused => "refresh_reused",
        }
    }
}

/// Writes an event down.
pub async fn record(
    db: impl Executor<'_, Database = Any>,
    event: Event,
    user_id: Option<&str>,
    session_id: Option<&str>,
    now: UnixMillis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO audit_events (id, at, event, user_id, session_id) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(random::id())
    .bind(now.0)
    .bind(event.name())
    .bind(user_id)
    .bind(session_id)
    .execute(db)
    .await
    .map(drop)
}
