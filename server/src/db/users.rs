//! Users. What identifies a person stays here; tokens carry the opaque `id`.

use super::{Db, audit::Event};
use crate::{auth::password::PasswordHash, clock::UnixMillis, random};
use shared::{Role, credentials::Username};
use sqlx::FromRow;

/// A row of `users`.
#[derive(Clone, Debug)]
pub struct User {
    /// Opaque id, the `sub` of the tokens.
    pub id: String,
    /// Argon2id in PHC form.
    pub password_hash: PasswordHash,
    /// What the user may do.
    pub roles: Vec<Role>,
    /// Since when the account may not sign in.
    pub disabled_at: Option<UnixMillis>,
}

/// What came of making a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// The id of the new user.
    User(String),
    /// Somebody has the name already.
    NameTaken,
}

/// Makes a user with the role `user`, and writes that down.
pub async fn create(
    db: &Db,
    username: &Username,
    password_hash: &PasswordHash,
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
    .bind(Role::User.name())
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
        "SELECT id, password_hash, roles, disabled_at FROM users WHERE username = $1",
    )
    .bind(username.as_str())
    .fetch_optional(db)
    .await?;
    Ok(row.map(User::from))
}

/// Puts a stronger hash of the same password in the place of `old`, unless the password was changed
/// meanwhile.
pub async fn strengthen(
    db: &Db,
    id: &str,
    old: &PasswordHash,
    new: &PasswordHash,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
        .bind(id)
        .bind(old.as_str())
        .bind(new.as_str())
        .execute(db)
        .await
        .map(drop)
}

/// Allows or forbids signing in and renewing. `since` is `None` to allow it.
pub async fn set_disabled(db: &Db, id: &str, since: Option<UnixMillis>) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE users SET disabled_at = $2 WHERE id = $1")
        .bind(id)
        .bind(since.map(|at| at.0))
        .execute(db)
        .await
        .map(drop)
}

#[derive(FromRow)]
struct UserRow {
    id: String,
    password_hash: String,
    roles: String,
    disabled_at: Option<i64>,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: row.id,
            password_hash: PasswordHash::from_database(row.password_hash),
            roles: read_roles(&row.roles),
            disabled_at: row.disabled_at.map(UnixMillis),
        }
    }
}

/// Roles stand in one column with spaces between them. One that this version does not know allows
/// nothing here.
pub(super) fn read_roles(names: &str) -> Vec<Role> {
    names.split(' ').filter_map(Role::from_name).collect()
}
