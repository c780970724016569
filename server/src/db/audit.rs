//! What happened to whom and when, for the one who has to find out later. Ids and names of events
//! alone: a typed name can be a password in the wrong field, so not even that is kept.

use crate::{clock::UnixMillis, random};
use shared::AuditEvent;
use sqlx::{Any, Executor};

/// Writes an event down.
pub async fn record(
    db: impl Executor<'_, Database = Any>,
    event: AuditEvent,
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
