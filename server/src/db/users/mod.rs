//! Users. What identifies a person stays here; tokens carry the opaque `id`.

mod change;
mod list;
mod wipe;

#[cfg(test)]
pub(super) use list::LIST;
pub use {
    change::{
        Deleted, NewPassword, PasswordChange, change_password, delete, set_disabled, strengthen,
    },
    list::{find_item, list},
};

use super::{
    Db,
    audit::Event,
    is_inserted,
    values::{PasswordHash, RoleNames},
};
use crate::{clock::UnixMillis, random};
use shared::{Role, credentials::Username};
use sqlx::{Any, Executor, FromRow};

/// A row of `users`.
#[derive(Clone, Debug, FromRow)]
pub struct User {
    /// The `sub` of the tokens.
    pub id: String,
    pub username: String,
    pub password_hash: PasswordHash,
    #[sqlx(try_from = "RoleNames")]
    pub roles: Vec<Role>,
    /// Since when the account may not sign in.
    pub disabled_at: Option<UnixMillis>,
    pub last_login_at: Option<UnixMillis>,
}

/// What came of making a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// The id of the new user.
    User(String),
    NameTaken,
}

/// Makes a user, and records the event.
pub async fn create(
    db: &Db,
    username: &Username,
    password_hash: &PasswordHash,
    roles: &[Role],
    event: Event,
) -> Result<Created, sqlx::Error> {
    let id = random::id();
    let mut transaction = db.begin().await?;
    let inserted = sqlx::query(
        "INSERT INTO users (id, username, password_hash, roles, created_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&id)
    .bind(username.as_str())
    .bind(password_hash)
    .bind(RoleNames::from(roles))
    .bind(event.at())
    .execute(&mut *transaction)
    .await;
    if !is_inserted(inserted)? {
        return Ok(Created::NameTaken);
    }
    event.record(&mut *transaction, Some(&id), None).await?;
    transaction.commit().await?;
    Ok(Created::User(id))
}

/// The user of this name.
pub async fn find(db: &Db, username: &Username) -> Result<Option<User>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, username, password_hash, roles, disabled_at, last_login_at FROM users \
         WHERE username = $1",
    )
    .bind(username.as_str())
    .fetch_optional(db)
    .await
}

/// The user of this id, unless the account was deleted.
pub async fn find_by_id(db: &Db, id: &str) -> Result<Option<User>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, username, password_hash, roles, disabled_at, last_login_at FROM users \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Whether there is a user of another name.
pub async fn any_besides(db: &Db, username: &str) -> Result<bool, sqlx::Error> {
    let row = sqlx::query("SELECT id FROM users WHERE username <> $1 LIMIT 1")
        .bind(username)
        .fetch_optional(db)
        .await?;
    Ok(row.is_some())
}

/// Whether there is an admin whose account is not disabled.
pub async fn any_admin(db: impl Executor<'_, Database = Any>) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(
        "SELECT id FROM users WHERE disabled_at IS NULL \
         AND ' ' || roles || ' ' LIKE '% ' || $1 || ' %' LIMIT 1",
    )
    .bind(Role::Admin.name())
    .fetch_optional(db)
    .await?;
    Ok(row.is_some())
}
