//! The users as an admin sees them, a page at a time.

use crate::{
    clock::UnixMillis,
    db::{Db, values::read_roles},
    paging::Paging,
};
use shared::api::admin::UserItem;
use sqlx::FromRow;

macro_rules! select_items {
    () => {
        "SELECT id, username, roles, created_at, last_login_at, disabled_at, \
         (SELECT count(*) FROM sessions WHERE user_id = users.id AND revoked_at IS NULL \
         AND idle_expires_at > $1) AS sessions FROM users WHERE deleted_at IS NULL "
    };
}

pub(in crate::db) const LIST: &str =
    concat!(select_items!(), "AND username >= $2 AND username < $3 ORDER BY username LIMIT $4");

/// One page of the users whose names begin with `search`, and one more if there is a next page.
pub async fn list(
    db: &Db,
    search: &str,
    paging: &Paging<String>,
    now: UnixMillis,
) -> Result<Vec<UserItem>, sqlx::Error> {
    let next = paging.after.as_ref();
    let next = next.map(|name| format!("{name}{BEFORE_ALL}")).unwrap_or_default();
    // One bound alone, so that the index begins where the page does.
    let from = if *next > *search { &next } else { search };
    let rows: Vec<ItemRow> = sqlx::query_as(LIST)
        .bind(now.0)
        .bind(from)
        .bind(format!("{search}{BEHIND_ALL}"))
        .bind(paging.rows())
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(UserItem::from).collect())
}

/// Sorts before every character that a name can have.
const BEFORE_ALL: char = '!';
/// Sorts behind every character that a name can have.
const BEHIND_ALL: char = '~';

/// The user of this id, unless the account was deleted.
pub async fn find_item(
    db: &Db,
    id: &str,
    now: UnixMillis,
) -> Result<Option<UserItem>, sqlx::Error> {
    let row: Option<ItemRow> = sqlx::query_as(concat!(select_items!(), "AND id = $2"))
        .bind(now.0)
        .bind(id)
        .fetch_optional(db)
        .await?;
    Ok(row.map(UserItem::from))
}

#[derive(FromRow)]
struct ItemRow {
    id: String,
    username: String,
    roles: String,
    created_at: i64,
    last_login_at: Option<i64>,
    disabled_at: Option<i64>,
    sessions: i64,
}

impl From<ItemRow> for UserItem {
    fn from(row: ItemRow) -> Self {
        Self {
            id: row.id,
            username: row.username,
            roles: read_roles(&row.roles),
            created_at: row.created_at,
            last_login_at: row.last_login_at,
            disabled_at: row.disabled_at,
            sessions: u32::try_from(row.sessions).unwrap_or(u32::MAX),
        }
    }
}
