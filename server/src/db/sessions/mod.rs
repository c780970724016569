//! Sessions: a login begins one, and a renewal prolongs it.

mod end;
mod list;

pub(super) use end::end_all_in;
pub use end::{
    BATCH, Ended, SessionsOf, end, end_batch, last_ending, list_ended_after, list_ended_since,
};
use end::{end_beyond, end_in};
pub use list::{ListedSession, list};
#[cfg(test)]
pub(super) use {
    end::{LIST_ENDED, LIST_ENDED_AFTER},
    list::LIST,
};

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
    /// A hash of the `Idempotency-Key` that the last renewal had.
    pub renewal_key: Option<String>,
    /// The last renewal, or the beginning. It never goes back, whatever the clock does: the session ends no earlier.
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

/// A session that begins, and what it ends.
pub struct Beginning<'a> {
    pub session: &'a Session,
    /// The hash that the password was compared with.
    pub password_hash: &'a PasswordHash,
    /// The client, sealed.
    pub caller: &'a str,
    /// The sessions that it replaces, each with the event of its end.
    pub replaced: Vec<(String, Event)>,
    /// How many sessions the user may have with this one, and the event of the end of the others. `None`: any
    /// number.
    pub most: Option<(u32, Event)>,
}

/// Begins a session, and records the event. The sessions that it ends, end with it. `None`: nothing happened,
/// because the account was disabled or deleted or got another password since `password_hash` was read.
pub async fn create(
    db: &Db,
    begin: Beginning<'_>,
    event: Event,
) -> Result<Option<Vec<Ended>>, sqlx::Error> {
    let Beginning { session, password_hash, caller, replaced, most } = begin;
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
        return Ok(None);
    }
    let mut ended = Vec::new();
    for (id, why) in replaced {
        ended.extend(end_in(&mut transaction, &id, why).await?);
    }
    if let Some((most, why)) = most {
        let others = most.saturating_sub(1);
        ended.extend(end_beyond(&mut transaction, &session.user_id, others, why).await?);
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
    let (user, session) = (Some(&*session.user_id), Some(&*session.id));
    event.record(&mut *transaction, user, session).await?;
    transaction.commit().await?;
    Ok(Some(ended))
}

/// The session of this id.
pub async fn find(
    db: impl Executor<'_, Database = Any>,
    id: &str,
) -> Result<Option<Session>, sqlx::Error> {
    sqlx::query_as(
        "SELECT sessions.id, user_id, roles, storage, access_lifetime, nonce, counter, renewal_key, \
         renewed_at, idle_expires_at, expires_at, revoked_at, disabled_at AS user_disabled_at \
         FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Counts one renewal by `caller`, which is sealed, if the session is alive and still has the counter and the
/// nonce that `token` was sealed for. `renewed` is the session as it is then. This statement alone decides: of any number of renewals with one token
/// exactly one returns `true`.
pub async fn renew(
    db: &Db,
    token: &Session,
    renewed: &Session,
    caller: &str,
) -> Result<bool, sqlx::Error> {
    let updated = sqlx::query(
        "UPDATE sessions SET counter = counter + 1, idle_expires_at = $5, caller = $6, renewal_key = $7, \
         renewed_at = CASE WHEN renewed_at > $4 THEN renewed_at ELSE $4 END \
         WHERE id = $1 AND counter = $2 AND nonce = $3 AND revoked_at IS NULL \
         AND idle_expires_at > $4 AND expires_at > $4 \
         AND EXISTS (SELECT 1 FROM users WHERE users.id = user_id AND disabled_at IS NULL)",
    )
    .bind(&token.id)
    .bind(token.counter)
    .bind(&token.nonce)
    .bind(renewed.renewed_at)
    .bind(renewed.idle_expires_at)
    .bind(caller)
    .bind(&renewed.renewal_key)
    .execute(db)
    .await?;
    Ok(updated.rows_affected() == 1)
}
