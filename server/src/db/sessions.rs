//! Sessions: what a login began and a renewal prolongs.

use super::{Db, audit::Event, users::read_roles};
use crate::clock::UnixMillis;
use shared::{Role, api::StorageMode};
use sqlx::FromRow;

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
    #[must_use]
    pub fn is_alive(&self, now: UnixMillis) -> bool {
        self.revoked_at.is_none()
            && self.user_disabled_at.is_none()
            && now < self.idle_expires_at
            && now < self.expires_at
    }
}

/// Begins a session, and writes down that somebody signed in. `caller` is sealed.
pub async fn create(
    db: &Db,
    session: &Session,
    caller: &str,
    event: Event,
) -> Result<(), sqlx::Error> {
    let mut transaction = db.begin().await?;
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
    let (user, session) = (Some(&*session.user_id), Some(&*session.id));
    event.record(&mut *transaction, user, session).await?;
    transaction.commit().await
}

/// The session of this id.
pub async fn find(db: &Db, id: &str) -> Result<Option<Session>, sqlx::Error> {
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

/// Counts one renewal, if the session is alive and `counter` is its number. This statement is all that
/// decides: of any number of renewals with one token exactly one is told `true`.
pub async fn renew(
    db: &Db,
    id: &str,
    counter: i64,
    now: UnixMillis,
    idle_expires_at: UnixMillis,
) -> Result<bool, sqlx::Error> {
    let updated = sqlx::query(
        "UPDATE sessions SET counter = counter + 1, renewed_at = $3, idle_expires_at = $4 \
         WHERE id = $1 AND counter = $2 AND revoked_at IS NULL \
         AND idle_expires_at > $3 AND expires_at > $3 \
         AND EXISTS (SELECT 1 FROM users WHERE users.id = user_id AND disabled_at IS NULL)",
    )
    .bind(id)
    .bind(counter)
    .bind(now.0)
    .bind(idle_expires_at.0)
    .execute(db)
    .await?;
    Ok(updated.rows_affected() == 1)
}

/// Ends a session, and writes down why. A session that has ended stays as it is; `false` says so.
pub async fn end(db: &Db, id: &str, why: Event) -> Result<bool, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let user_id: Option<(String,)> = sqlx::query_as(
        "UPDATE sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING user_id",
    )
    .bind(id)
    .bind(why.at().0)
    .fetch_optional(&mut *transaction)
    .await?;
    if let Some((user_id,)) = &user_id {
        why.record(&mut *transaction, Some(user_id), Some(id))
            .await?;
    }
    transaction.commit().await?;
    Ok(user_id.is_some())
}

/// The sessions that were ended since, with the time.
pub async fn list_ended_since(
    db: &Db,
    since: UnixMillis,
) -> Result<Vec<(String, UnixMillis)>, sqlx::Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT id, revoked_at FROM sessions WHERE revoked_at >= $1")
            .bind(since.0)
            .fetch_all(db)
            .await?;
    Ok(rows
        .into_iter()
        .map(|(id, at)| (id, UnixMillis(at)))
        .collect())
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
        let storage = StorageMode::from_name(&row.storage).ok_or_else(|| {
            sqlx::Error::Decode(format!("{:?} is no storage mode", row.storage).into())
        })?;
        let access_lifetime = u32::try_from(row.access_lifetime)
            .map_err(|error| sqlx::Error::Decode(error.into()))?;
        Ok(Self {
            id: row.id,
            user_id: row.user_id,
            roles: read_roles(&row.roles),
            storage,
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
