//! The sessions of a user that can still be renewed, a page at a time.

use crate::{
    clock::UnixMillis,
    db::{Db, values::StorageName},
    paging::Paging,
};
use shared::api::StorageMode;
use sqlx::FromRow;

/// The columns of a session that a list shows. Times are unix milliseconds.
#[derive(Clone, Debug, FromRow)]
pub struct ListedSession {
    /// The `sid` of its tokens.
    pub id: String,
    #[sqlx(try_from = "StorageName")]
    pub storage: StorageMode,
    pub created_at: i64,
    /// The last renewal, or the beginning.
    pub renewed_at: i64,
    /// When it ends unless it is renewed.
    pub idle_expires_at: i64,
    /// The client that renewed it last, sealed.
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
    sqlx::query_as(LIST)
        .bind(user_id)
        .bind(before)
        .bind(id)
        .bind(now)
        .bind(paging.rows())
        .fetch_all(db)
        .await
}
