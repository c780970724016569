//! Signing keys, sealed.

use super::Db;
use sqlx::FromRow;

/// A row of `signing_keys`.
#[derive(Clone, Debug, FromRow)]
pub struct SigningKeyRow {
    /// The name under which tokens refer to the key.
    pub kid: String,
    /// Its one algorithm.
    pub algorithm: String,
    /// The secret under the root key.
    pub sealed: String,
    /// When it was made, in unix milliseconds.
    pub created_at: i64,
}

/// Adds a key.
pub async fn create(db: &Db, key: &SigningKeyRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO signing_keys (kid, algorithm, sealed, created_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(&key.kid)
    .bind(&key.algorithm)
    .bind(&key.sealed)
    .bind(key.created_at)
    .execute(db)
    .await
    .map(drop)
}

/// All keys, the oldest first.
pub async fn list(db: &Db) -> Result<Vec<SigningKeyRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT kid, algorithm, sealed, created_at FROM signing_keys ORDER BY created_at, kid",
    )
    .fetch_all(db)
    .await
}
