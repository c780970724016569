//! Profiles, sealed. Only the [vault](crate::vault) can open them.

use super::{Db, audit::Event};
use sqlx::FromRow;

/// A row of `profiles`. An empty column is NULL.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct SealedRow {
    /// Counts the changes.
    pub version: i64,
    pub display_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub note: Option<String>,
    /// Fields that the user has added, as JSON under the seal.
    pub more: Option<String>,
}

impl SealedRow {
    /// The columns that were written, in the order of the table.
    pub fn columns(self) -> Vec<(&'static str, String)> {
        [
            ("display_name", self.display_name),
            ("email", self.email),
            ("phone", self.phone),
            ("note", self.note),
            ("more", self.more),
        ]
        .into_iter()
        .filter_map(|(name, sealed)| Some((name, sealed?)))
        .collect()
    }
}

/// The profile of this user, if one was ever written.
pub async fn find(db: &Db, user_id: &str) -> Result<Option<SealedRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT version, display_name, email, phone, note, more FROM profiles WHERE user_id = $1",
    )
    .bind(user_id)
    .fetch_optional(db)
    .await
}

/// Replaces the version that `row` is a change of, and records that. `false`: there is another version by
/// now, and it stays.
pub async fn replace(
    db: &Db,
    user_id: &str,
    session_id: &str,
    row: &SealedRow,
    event: Event,
) -> Result<bool, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let statement = if row.version == 0 {
        "INSERT INTO profiles (user_id, version, updated_at, display_name, email, phone, note, more) \
         SELECT id, $2 + 1, $3, $4, $5, $6, $7, $8 FROM users WHERE id = $1 AND deleted_at IS NULL \
         ON CONFLICT (user_id) DO NOTHING"
    } else {
        "UPDATE profiles SET version = $2 + 1, updated_at = $3, display_name = $4, email = $5, \
         phone = $6, note = $7, more = $8 WHERE user_id = $1 AND version = $2"
    };
    let replaced = sqlx::query(statement)
        .bind(user_id)
        .bind(row.version)
        .bind(event.at())
        .bind(&row.display_name)
        .bind(&row.email)
        .bind(&row.phone)
        .bind(&row.note)
        .bind(&row.more)
        .execute(&mut *transaction)
        .await?
        .rows_affected()
        == 1;
    if replaced {
        let (user, session) = (Some(user_id), Some(session_id));
        event.record(&mut *transaction, user, session).await?;
    }
    transaction.commit().await?;
    Ok(replaced)
}
