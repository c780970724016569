//! Users. What identifies a person stays here; tokens carry the opaque `id`.

mod admins;
mod change;
mod list;
mod wipe;

#[cfg(test)]
pub(super) use list::LIST;
pub use {
    admins::any_admin,
    change::{
        Deleted, NewPassword, PasswordChange, change_password, delete, set_disabled, strengthen,
    },
    list::{find_item, list},
};

use super::{
    Db,
    audit::Event,
    values::{PasswordHash, read_roles, write_roles},
};
use crate::{clock::UnixMillis, random};
use shared::{Role, credentials::Username};
use sqlx::FromRow;

/// A row of `users`.
#[derive(Clone, Debug)]
pub struct User {
    /// Opaque id, the `sub` of the tokens.
    pub id: String,
    /// The name.
    pub username: String,
    /// Argon2id in PHC form.
    pub password_hash: PasswordHash,
    /// What the user may do.
    pub roles: Vec<Role>,
    /// Since when the account may not sign in.
    pub disabled_at: Option<UnixMillis>,
    /// When somebody signed in to it last.
    pub last_login_at: Option<UnixMillis>,
}

/// What came of making a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// The id of the new user.
    User(String),
    /// Somebody has the name already.
    NameTaken,
}

/// Makes a user, and writes that down.
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
    .bind(password_hash.as_str())
    .bind(write_roles(roles))
    .bind(event.at().0)
    .execute(&mut *transaction)
    .await;
    match inserted {
        Ok(_) => {}
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            return Ok(Created::NameTaken);
        }
        Err(error) => return Err(error),
    }
    event.record(&mut *transaction, Some(&id), None).await?;
    transaction.commit().await?;
    Ok(Created::User(id))
}

/// The user of this name.
pub async fn find(db: &Db, username: &Username) -> Result<Option<User>, sqlx::Error> {
    let row: Option<UserRow> = sqlx::query_as(
        "SELECT id, username, password_hash, roles, disabled_at, last_login_at FROM users \
         WHERE username = $1",
    )
    .bind(username.as_str())
    .fetch_optional(db)
    .await?;
    Ok(row.map(User::from))
}

/// The user of this id, unless the account was deleted.
pub async fn find_by_id(db: &Db, id: &str) -> Result<Option<User>, sqlx::Error> {
    let row: Option<UserRow> = sqlx::query_as(
        "SELECT id, username, password_hash, roles, disabled_at, last_login_at FROM users \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(id)
    .fetch_optional(db)
    .await?;
    Ok(row.map(User::from))
}

/// Whether anybody is there but a user of this name.
pub async fn any_besides(db: &Db, username: &str) -> Result<bool, sqlx::Error> {
    let row: Option<(String,)> =
        sqlx::query_as("SELECT id FROM users WHERE username <> $1 LIMIT 1")
            .bind(username)
            .fetch_optional(db)
            .await?;
    Ok(row.is_some())
}

#[derive(FromRow)]
struct UserRow {
    id: String,
    username: String,
    password_hash: String,
    roles: String,
    disabled_at: Option<i64>,
    last_login_at: Option<i64>,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: row.id,
            username: row.username,
            password_hash: PasswordHash::new(row.password_hash),
            roles: read_roles(&row.roles),
            disabled_at: row.disabled_at.map(UnixMillis),
            last_login_at: row.last_login_at.map(UnixMillis),
        }
    }
}
