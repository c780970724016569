//! The sessions of a user that can still be renewed, a page at a time.

use crate::{
    clock::UnixMillis,
    db::{Db, values::read_storage},
    paging::Paging,
};
use shared::api::StorageMode;
use sqlx::FromRow;

/// What a list shows of a session.
#[derive(Clone, Debug)]
pub struct ListedSession {
    /// The `sid` of its tokens.
    pub id: String,
    /// Where the client keeps the access token.
    pub storage: StorageMode,
    /// When it began.
    pub created_at: i64,
    /// When it was renewed last, or began.
    pub renewed_at: i64,
    /// When it ends unless it is renewed.
    pub idle_expires_at: i64,
    /// Who renewed it last, sealed.
    pub caller: Option<String>,
}

pub(in crate::db) const LIST: &str = "SELECT id, storage, created_at, renewed_at, idle_expires_at, caller FROM sessions \
     WHERE user_id = $1 AND revoked_at IS NULL AND (created_at, id) < ($2, $3) \
     AND idle_expires_at > $4 ORDER BY created_at DESC, id DESC LIMIT $5";

/// One page, the newest first, and one row more if there is a next page.
pub async fn list(
    db: &Db,
    user_id: &str,
    paging: &Paging<(i64, String)>,
    now: UnixMillis,
) -> Result<Vec<ListedSession>, sqlx::Error> {
    let newest = (i64::MAX, String::new());
    let (before, id) = paging.after.as_ref().unwrap_or(&newest);
    let rows: Vec<ListedRow> = sqlx::query_as(LIST)
        .bind(user_id)
        .bind(before)
        .bind(id)
        .bind(now.0)
        .bind(paging.rows())
        .fetch_all(db)
        .await?;
    rows.into_iter().map(ListedSession::try_from).collect()
}

#[derive(FromRow)]
struct ListedRow {
    id: String,
    storage: String,
    created_at: i64,
    renewed_at: i64,
    idle_expires_at: i64,
    caller: Option<String>,
}

impl TryFrom<ListedRow> for ListedSession {
    type Error = sqlx::Error;

    fn try_from(row: ListedRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.id,
            storage: read_storage(&row.storage)?,
            created_at: row.created_at,
            renewed_at: row.renewed_at,
            idle_expires_at: row.idle_expires_at,
            caller: row.caller,
        })
    }
}
