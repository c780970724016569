//! Sessions: a login begins one, and a renewal prolongs it.

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
    values::{PasswordHash, RoleNames, StorageName},
};
use crate::clock::UnixMillis;
use shared::{Role, api::StorageMode};
use sqlx::{Any, Executor, FromRow};

/// The table, as the associated data of sealed values names it.
pub const TABLE: &str = "sessions";

/// A row of `sessions` with the roles of its user.
#[derive(Clone, Debug, FromRow)]
pub struct Session {
    /// The `sid` of its tokens.
    pub id: String,
    pub user_id: String,
    #[sqlx(try_from = "RoleNames")]
    pub roles: Vec<Role>,
    /// Where the client keeps the access token.
    #[sqlx(try_from = "StorageName")]
    pub storage: StorageMode,
    /// Seconds that an access token of this session lives.
    #[sqlx(try_from = "i64")]
    pub access_lifetime: u32,
    /// The seal of its refresh tokens is bound to the nonce, which never leaves the server.
    pub nonce: String,
    /// How often it was renewed. Only the refresh token with this number renews it.
    pub counter: i64,
    /// The last renewal, or the beginning.
    pub renewed_at: UnixMillis,
    /// When it ends unless it is renewed.
    pub idle_expires_at: UnixMillis,
    /// When it ends, renewed or not.
    pub expires_at: UnixMillis,
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

/// Begins a session, and records the event. The sessions that it replaces end with it, each with its own
/// event. `false`: nothing happened, because the account was disabled or deleted or got another password
/// since `password_hash` was read. `caller` is sealed.
pub async fn create(
    db: &Db,
    session: &Session,
    password_hash: &PasswordHash,
    caller: &str,
    event: Event,
    replaced: Vec<(String, Event)>,
) -> Result<bool, sqlx::Error> {
    let mut transaction = db.begin().await?;
    // The first statement, because disabling the account changes this row first, too: one of the two
    // transactions waits, and sees the change of the other.
    let allowed = sqlx::query(
        "UPDATE users SET last_login_at = $3 WHERE id = $1 AND password_hash = $2 \
         AND disabled_at IS NULL AND deleted_at IS NULL",
    )
    .bind(&session.user_id)
    .bind(password_hash)
    .bind(event.at())
    .execute(&mut *transaction)
    .await?;
    if allowed.rows_affected() != 1 {
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
    .bind(event.at())
    .bind(session.idle_expires_at)
    .bind(session.expires_at)
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
    sqlx::query_as(
        "SELECT sessions.id, user_id, roles, storage, access_lifetime, nonce, counter, renewed_at, \
         idle_expires_at, expires_at, revoked_at, disabled_at AS user_disabled_at \
         FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Counts one renewal by `caller`, which is sealed, if the session is alive and still has the counter and the
/// nonce that `token` was sealed for. This statement alone decides: of any number of renewals with one token
/// exactly one returns `true`.
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
    .bind(now)
    .bind(idle_expires_at)
    .bind(caller)
    .execute(db)
    .await?;
    Ok(updated.rows_affected() == 1)
}
