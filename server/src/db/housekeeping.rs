//! Deletes rows that are not needed any more. Each statement takes a time and a number of rows.

use super::Db;
use crate::clock::UnixMillis;

/// So many rows are deleted in a few milliseconds.
pub(crate) const BATCH: u64 = 500;

pub(crate) const DELETE_ENDED_SESSIONS: &str = "DELETE FROM sessions WHERE id IN \
    (SELECT id FROM sessions WHERE revoked_at < $1 LIMIT $2)";
/// No session is idle for longer than it lives, so this deletes all that have expired.
pub(crate) const DELETE_EXPIRED_SESSIONS: &str = "DELETE FROM sessions WHERE id IN \
    (SELECT id FROM sessions WHERE idle_expires_at < $1 LIMIT $2)";
/// Sessions and profile are deleted along with the user.
pub(crate) const DELETE_USERS: &str = "DELETE FROM users WHERE id IN \
    (SELECT id FROM users WHERE deleted_at < $1 LIMIT $2)";
pub(crate) const DELETE_EVENTS: &str = "DELETE FROM audit_events WHERE id IN \
    (SELECT id FROM audit_events WHERE at < $1 LIMIT $2)";
pub(crate) const DELETE_FAILURES: &str = "DELETE FROM login_failures WHERE account IN \
    (SELECT account FROM login_failures WHERE forgiven_at < $1 LIMIT $2)";

/// Deletes up to [`BATCH`] rows of one kind, and returns how many there were.
pub(crate) async fn delete(
    db: &Db,
    statement: &'static str,
    before: UnixMillis,
) -> Result<u64, sqlx::Error> {
    let deleted = sqlx::query(statement).bind(before).bind(BATCH.cast_signed()).execute(db).await?;
    Ok(deleted.rows_affected())
}
