//! Signing keys, sealed.

use super::{Db, audit::Event, is_inserted};
use crate::clock::UnixMillis;
use sqlx::FromRow;

/// A row of `signing_keys`.
#[derive(Clone, Debug, FromRow)]
pub struct SigningKeyRow {
    /// The id by which tokens name the key.
    pub kid: String,
    pub algorithm: String,
    /// The secret, sealed under the root key; empty once it is wiped.
    pub sealed: String,
    /// Unix milliseconds, as all times of this row.
    pub created_at: i64,
    /// The number of the key in the sequence of all keys.
    pub generation: i64,
    pub signs_from: i64,
    /// When the secret was wiped.
    pub gone_at: Option<i64>,
}

/// Adds a key, and records the event. `false`: another node was first with this generation.
pub async fn create(
    db: &Db,
    key: &SigningKeyRow,
    event: Option<Event>,
) -> Result<bool, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let inserted = sqlx::query(
        "INSERT INTO signing_keys (kid, algorithm, sealed, created_at, generation, signs_from) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&key.kid)
    .bind(&key.algorithm)
    .bind(&key.sealed)
    .bind(key.created_at)
    .bind(key.generation)
    .bind(key.signs_from)
    .execute(&mut *transaction)
    .await;
    if !is_inserted(inserted)? {
        return Ok(false);
    }
    if let Some(event) = event {
        event.record(&mut *transaction, None, None).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// The number of the next key. The keys that are gone count: no number is given twice.
pub async fn next_generation(db: &Db) -> Result<i64, sqlx::Error> {
    let next = "SELECT coalesce(max(generation) + 1, 0) FROM signing_keys";
    sqlx::query_scalar(next).fetch_one(db).await
}

/// The keys that have a secret, the oldest first.
pub async fn list(db: &Db) -> Result<Vec<SigningKeyRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT kid, algorithm, sealed, created_at, generation, signs_from, gone_at \
         FROM signing_keys WHERE gone_at IS NULL ORDER BY generation",
    )
    .fetch_all(db)
    .await
}

/// The newest keys, those that are gone included, the newest first.
pub async fn list_newest(db: &Db, limit: u32) -> Result<Vec<SigningKeyRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT kid, algorithm, sealed, created_at, generation, signs_from, gone_at \
         FROM signing_keys ORDER BY generation DESC LIMIT $1",
    )
    .bind(i64::from(limit))
    .fetch_all(db)
    .await
}

/// Wipes the secret of a key, and records that. A key without a secret stays as it is.
pub async fn wipe(db: &Db, kid: &str, now: UnixMillis, event: Event) -> Result<(), sqlx::Error> {
    let mut transaction = db.begin().await?;
    let wiped = sqlx::query(
        "UPDATE signing_keys SET sealed = '', gone_at = $2 WHERE kid = $1 AND gone_at IS NULL",
    )
    .bind(kid)
    .bind(now)
    .execute(&mut *transaction)
    .await?;
    if wiped.rows_affected() == 1 {
        event.record(&mut *transaction, None, None).await?;
    }
    transaction.commit().await
}
