//! Sessions: what a login began and a renewal prolongs.

mod end;
mod list;

pub(super) use end::end_all_in;
use end::end_in;
pub use end::{end, end_all, list_ended_since};
pub use list::{ListedSession, list};
#[cfg(test)]
pub(super) use {end::LIST_ENDED, list::LIST};

use super::{
    Db,
    audit::Event,
    values::{PasswordHash, read_roles, read_storage},
};
use crate::clock::UnixMillis;
use shared::{Role, api::StorageMode};
use sqlx::{Any, Executor, FromRow};

/// The table, as places of sealed values name it.
pub const TABLE: &str = "sessions";

/// A row of `sessions` with the roles of its user.
#[derive(Clone, Debug)]
pub struct Session {
    /// The `sid` of its tokens.
    pub id: String,
    /// Whose it is.
    pub user_id: String,
    /// What the user may do.
    pub roles: Vec<Role>,
    /// Where the client keeps the access token.
    pub storage: StorageMode,
    /// Seconds an access token of this session lives.
    pub access_lifetime: u32,
    /// What the seal of its refresh tokens is bound to; it never leaves the server.
    pub nonce: String,
    /// How often it was renewed. Only the refresh token with this number renews it.
    pub counter: i64,
    /// When it was renewed last, or began.
    pub renewed_at: UnixMillis,
    /// When it ends unless it is renewed.
    pub idle_expires_at: UnixMillis,
    /// When it ends, renewed or not.
    pub expires_at: UnixMillis,
    /// When it was ended.
    pub revoked_at: Option<UnixMillis>,
    /// Since when its user may not sign in.
    pub user_disabled_at: Option<UnixMillis>,
}

impl Session {
    /// Whether it can still be renewed.
    pub fn is_alive(&self, now: UnixMillis) -> bool {
        self.revoked_at.is_none()
            && self.user_disabled_at.is_none()
            && now < self.idle_expires_at
            && now < self.expires_at
    }
}

/// Begins a session, and writes down that somebody signed in. The sessions that it replaces end with it,
/// each for its reason. `false`: the account was disabled or deleted, or got another password, since
/// `password_hash` was read, and nothing happened. `caller` is sealed.
pub async fn create(
    db: &Db,
    session: &Session,
    password_hash: &PasswordHash,
    caller: &str,
    event: Event,
    replaced: Vec<(String, Event)>,
) -> Result<bool, sqlx::Error> {
    let mut transaction = db.begin().await?;
    // First of all, because whoever disables the account changes this row first, too: of the two one
    // waits, and sees what the other has done.
    let let_in = sqlx::query(
        "UPDATE users SET last_login_at = $3 WHERE id = $1 AND password_hash = $2 \
         AND disabled_at IS NULL AND deleted_at IS NULL",
    )
    .bind(&session.user_id)
    .bind(password_hash.as_str())
    .bind(event.at().0)
    .execute(&mut *transaction)
    .await?;
    if let_in.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO sessions (id, user_id, storage, access_lifetime, nonce, counter, created_at, \
         renewed_at, idle_expires_at, expires_at, caller) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)",
    )
    .bind(&session.id)
    .bind(&session.user_id)
    .bind(session.storage.name())
    .bind(i64::from(session.access_lifetime))
    .bind(&session.nonce)
    .bind(session.counter)
    .bind(event.at().0)
    .bind(session.idle_expires_at.0)
    .bind(session.expires_at.0)
    .bind(caller)
    .execute(&mut *transaction)
    .await?;
    for (id, why) in replaced {
        end_in(&mut transaction, &id, why).await?;
    }
    let (user, session) = (Some(&*session.user_id), Some(&*session.id));
    event.record(&mut *transaction, user, session).await?;
    transaction.commit().await?;
    Ok(true)
}

/// The session of this id.
pub async fn find(
    db: impl Executor<'_, Database = Any>,
    id: &str,
) -> Result<Option<Session>, sqlx::Error> {
    let row: Option<SessionRow> = sqlx::query_as(
        "SELECT sessions.id, user_id, roles, storage, access_lifetime, nonce, counter, renewed_at, \
         idle_expires_at, expires_at, revoked_at, disabled_at AS user_disabled_at \
         FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await?;
    row.map(Session::try_from).transpose()
}

/// Counts one renewal by `caller`, who is sealed, if the session is alive and as `token` was sealed for
/// it: its counter and its nonce. This statement is all that decides: of any number of renewals with one
/// token exactly one is told `true`.
pub async fn renew(
    db: &Db,
    token: &Session,
    now: UnixMillis,
    idle_expires_at: UnixMillis,
    caller: &str,
) -> Result<bool, sqlx::Error> {
    let updated = sqlx::query(
        "UPDATE sessions SET counter = counter + 1, renewed_at = $4, idle_expires_at = $5, caller = $6 \
         WHERE id = $1 AND counter = $2 AND nonce = $3 AND revoked_at IS NULL \
         AND idle_expires_at > $4 AND expires_at > $4 \
         AND EXISTS (SELECT 1 FROM users WHERE users.id = user_id AND disabled_at IS NULL)",
    )
    .bind(&token.id)
    .bind(token.counter)
    .bind(&token.nonce)
    .bind(now.0)
    .bind(idle_expires_at.0)
    .bind(caller)
    .execute(db)
    .await?;
    Ok(updated.rows_affected() == 1)
}

#[derive(FromRow)]
struct SessionRow {
    id: String,
    user_id: String,
    roles: String,
    storage: String,
    access_lifetime: i64,
    nonce: String,
    counter: i64,
    renewed_at: i64,
    idle_expires_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    user_disabled_at: Option<i64>,
}

impl TryFrom<SessionRow> for Session {
    type Error = sqlx::Error;

    fn try_from(row: SessionRow) -> Result<Self, sqlx::Error> {
        let access_lifetime = u32::try_from(row.access_lifetime)
            .map_err(|error| sqlx::Error::Decode(error.into()))?;
        Ok(Self {
            id: row.id,
            user_id: row.user_id,
            roles: read_roles(&row.roles),
            storage: read_storage(&row.storage)?,
            access_lifetime,
            nonce: row.nonce,
            counter: row.counter,
            renewed_at: UnixMillis(row.renewed_at),
            idle_expires_at: UnixMillis(row.idle_expires_at),
            expires_at: UnixMillis(row.expires_at),
            revoked_at: row.revoked_at.map(UnixMillis),
            user_disabled_at: row.user_disabled_at.map(UnixMillis),
        })
    }
}
