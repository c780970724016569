//! The users as an admin sees them, a page at a time.

use crate::{
    clock::UnixMillis,
    db::{Db, values::RoleNames},
    paging::Paging,
};
use shared::api::admin::UserItem;
use sqlx::{Row, any::AnyRow};

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
    sqlx::query(LIST)
        .bind(now)
        .bind(from)
        .bind(format!("{search}{BEHIND_ALL}"))
        .bind(paging.rows())
        .try_map(|row| item(&row))
        .fetch_all(db)
        .await
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
    sqlx::query(concat!(select_items!(), "AND id = $2"))
        .bind(now)
        .bind(id)
        .try_map(|row| item(&row))
        .fetch_optional(db)
        .await
}

fn item(row: &AnyRow) -> Result<UserItem, sqlx::Error> {
    let sessions: i64 = row.try_get("sessions")?;
    Ok(UserItem {
        id: row.try_get("id")?,
        username: row.try_get("username")?,
        roles: row.try_get::<RoleNames, _>("roles")?.into(),
        created_at: row.try_get("created_at")?,
        last_login_at: row.try_get("last_login_at")?,
        disabled_at: row.try_get("disabled_at")?,
        sessions: u32::try_from(sessions).unwrap_or(u32::MAX),
    })
}
