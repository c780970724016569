//! Ends sessions.

use crate::{
    clock::UnixMillis,
    db::{Db, audit::Event},
};
use sqlx::AnyConnection;

/// Ends a session, and records why. `false`: it had ended already, and stays as it is.
pub async fn end(db: &Db, id: &str, why: Event) -> Result<bool, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let ended = end_in(&mut transaction, id, why).await?;
    transaction.commit().await?;
    Ok(ended)
}

/// The same within the transaction of what ends it.
pub(super) async fn end_in(
    connection: &mut AnyConnection,
    id: &str,
    why: Event,
) -> Result<bool, sqlx::Error> {
    let user_id: Option<String> = sqlx::query_scalar(
        "UPDATE sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING user_id",
    )
    .bind(id)
    .bind(why.at())
    .fetch_optional(&mut *connection)
    .await?;
    if let Some(user_id) = &user_id {
        why.record(connection, Some(user_id), Some(id)).await?;
    }
    Ok(user_id.is_some())
}

/// Ends all sessions of a user but `keep`, and records why if there were any. Returns the ids of those that
/// it ended.
pub async fn end_all(
    db: &Db,
    user_id: &str,
    keep: Option<&str>,
    why: Event,
) -> Result<Vec<String>, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let ended = end_all_in(&mut transaction, user_id, keep, why.at()).await?;
    if !ended.is_empty() {
        why.record(&mut *transaction, Some(user_id), keep).await?;
    }
    transaction.commit().await?;
    Ok(ended)
}

/// The same within the transaction of what ends them.
pub(in crate::db) async fn end_all_in(
    connection: &mut AnyConnection,
    user_id: &str,
    keep: Option<&str>,
    now: UnixMillis,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE sessions SET revoked_at = $3 \
         WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL RETURNING id",
    )
    .bind(user_id)
    // No id is empty.
    .bind(keep.unwrap_or_default())
    .bind(now)
    .fetch_all(connection)
    .await
}

pub(in crate::db) const LIST_ENDED: &str =
    "SELECT id, revoked_at FROM sessions WHERE revoked_at >= $1";

/// The sessions that were ended since, with the time.
pub async fn list_ended_since(
    db: &Db,
    since: UnixMillis,
) -> Result<Vec<(String, UnixMillis)>, sqlx::Error> {
    sqlx::query_as(LIST_ENDED).bind(since).fetch_all(db).await
}
