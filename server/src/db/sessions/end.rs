//! Ends sessions.
//!
//! A session ends at the server's time, but not before its last renewal: after a clock was set back, the list
//! of ended sessions would forget the end before the last token has expired.

use crate::{
    clock::UnixMillis,
    db::{Db, audit::Event},
};
use sqlx::{Any, AnyConnection, Executor};

/// The id of a session that has ended, and when.
pub type Ended = (String, UnixMillis);

/// Ends a session, and records why. A session that has ended before stays as it is. `None`: there is no
/// session of this id.
pub async fn end(db: &Db, id: &str, why: Event) -> Result<Option<Ended>, sqlx::Error> {
    // A client that signs out again and again does not write each time.
    let before = find_ended(db, id).await?;
    if before.is_some() {
        return Ok(before);
    }
    let mut transaction = db.begin().await?;
    let ended = end_in(&mut transaction, id, why).await?;
    transaction.commit().await?;
    match ended {
        None => find_ended(db, id).await,
        ended => Ok(ended),
    }
}

async fn find_ended(db: &Db, id: &str) -> Result<Option<Ended>, sqlx::Error> {
    let text = "SELECT id, revoked_at FROM sessions WHERE id = $1 AND revoked_at IS NOT NULL";
    sqlx::query_as(text).bind(id).fetch_optional(db).await
}

/// The same within the transaction of what ends it. `None`: it has ended before.
pub(super) async fn end_in(
    connection: &mut AnyConnection,
    id: &str,
    why: Event,
) -> Result<Option<Ended>, sqlx::Error> {
    let ending = next_ending(connection).await?;
    let Some((at, user_id)) = end_one_in(connection, id, why.at(), ending).await? else {
        return Ok(None);
    };
    why.record(connection, Some(&user_id), Some(id)).await?;
    Ok(Some((id.to_owned(), at)))
}

/// So many sessions end in a few milliseconds, so that other requests have their turn at the database.
pub const BATCH: usize = 1000;

/// Whose sessions end.
#[derive(Clone, Copy, Debug)]
pub enum SessionsOf<'a> {
    /// Those of one user, but not the session `keep`.
    User {
        id: &'a str,
        keep: Option<&'a str>,
    },
    Everybody,
}

/// Ends up to [`BATCH`] sessions, and records `why` if there were any. Returns those that it ended.
pub async fn end_batch(
    db: &Db,
    of: SessionsOf<'_>,
    now: UnixMillis,
    why: Option<Event>,
) -> Result<Vec<Ended>, sqlx::Error> {
    let mut transaction = db.begin().await?;
    let ended = end_some_in(&mut transaction, of, now, BATCH).await?;
    if let Some(why) = why.filter(|_| !ended.is_empty()) {
        let (user_id, keep) = match of {
            SessionsOf::User { id, keep } => (Some(id), keep),
            SessionsOf::Everybody => (None, None),
        };
        why.record(&mut *transaction, user_id, keep).await?;
    }
    transaction.commit().await?;
    Ok(ended)
}

/// Ends all sessions of a user but `keep`, within the transaction of what ends them.
pub(in crate::db) async fn end_all_in(
    connection: &mut AnyConnection,
    user_id: &str,
    keep: Option<&str>,
    now: UnixMillis,
) -> Result<Vec<Ended>, sqlx::Error> {
    end_some_in(connection, SessionsOf::User { id: user_id, keep }, now, usize::MAX).await
}

macro_rules! end_where {
    ($condition:literal) => {
        concat!(
            "UPDATE sessions SET ending = $1, \
             revoked_at = CASE WHEN renewed_at > $2 THEN renewed_at ELSE $2 END \
             WHERE id IN (SELECT id FROM sessions WHERE ",
            $condition,
            " AND revoked_at IS NULL LIMIT $3) RETURNING id, revoked_at"
        )
    };
}

async fn end_some_in(
    connection: &mut AnyConnection,
    of: SessionsOf<'_>,
    now: UnixMillis,
    most: usize,
) -> Result<Vec<Ended>, sqlx::Error> {
    let ending = next_ending(connection).await?;
    let text = match of {
        SessionsOf::User { .. } => end_where!("user_id = $4 AND id <> $5"),
        SessionsOf::Everybody => end_where!("1 = 1"),
    };
    let update =
        sqlx::query_as(text).bind(ending).bind(now).bind(i64::try_from(most).unwrap_or(i64::MAX));
    match of {
        // No id is empty.
        SessionsOf::User { id, keep } => update.bind(id).bind(keep.unwrap_or_default()),
        SessionsOf::Everybody => update,
    }
    .fetch_all(connection)
    .await
}

/// Ends the sessions of a user beyond the `most` that were used last, and records why if there were any.
pub(super) async fn end_beyond(
    connection: &mut AnyConnection,
    user_id: &str,
    most: u32,
    why: Event,
) -> Result<Vec<Ended>, sqlx::Error> {
    let unused: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL AND idle_expires_at > $2 \
         ORDER BY renewed_at DESC, id LIMIT $4 OFFSET $3",
    )
    .bind(user_id)
    .bind(why.at())
    .bind(i64::from(most))
    .bind(i64::try_from(BATCH).unwrap_or(i64::MAX))
    .fetch_all(&mut *connection)
    .await?;
    if unused.is_empty() {
        return Ok(vec![]);
    }
    let ending = next_ending(connection).await?;
    let mut ended = Vec::new();
    for id in unused {
        ended.extend(end_one_in(connection, &id, why.at(), ending).await?.map(|(at, _)| (id, at)));
    }
    why.record(connection, Some(user_id), None).await?;
    Ok(ended)
}

async fn end_one_in(
    connection: &mut AnyConnection,
    id: &str,
    now: UnixMillis,
    ending: i64,
) -> Result<Option<(UnixMillis, String)>, sqlx::Error> {
    sqlx::query_as(
        "UPDATE sessions SET ending = $3, \
         revoked_at = CASE WHEN renewed_at > $2 THEN renewed_at ELSE $2 END \
         WHERE id = $1 AND revoked_at IS NULL RETURNING revoked_at, user_id",
    )
    .bind(id)
    .bind(now)
    .bind(ending)
    .fetch_optional(connection)
    .await
}

/// The number of the endings of a transaction. The row of the counter stays locked until the commit, so a
/// transaction takes the number before it changes any session: two of them cannot wait for each other.
async fn next_ending(connection: &mut AnyConnection) -> Result<i64, sqlx::Error> {
    let next = "UPDATE counters SET value = value + 1 WHERE name = 'endings' RETURNING value";
    sqlx::query_scalar(next).fetch_one(connection).await
}

/// The number of the last endings that were committed.
pub async fn last_ending(db: impl Executor<'_, Database = Any>) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT value FROM counters WHERE name = 'endings'").fetch_one(db).await
}

pub(in crate::db) const LIST_ENDED: &str =
    "SELECT id, revoked_at FROM sessions WHERE revoked_at >= $1";

/// The sessions that ended since then.
pub async fn list_ended_since(db: &Db, since: UnixMillis) -> Result<Vec<Ended>, sqlx::Error> {
    sqlx::query_as(LIST_ENDED).bind(since).fetch_all(db).await
}

pub(in crate::db) const LIST_ENDED_AFTER: &str = "SELECT id, revoked_at, ending FROM sessions \
     WHERE (ending, id) > ($1, $2) ORDER BY ending, id LIMIT $3";

/// The first `most` sessions that ended after this one, which is named by its number and id, in the order of
/// the commits.
pub async fn list_ended_after(
    db: &Db,
    (ending, id): (i64, &str),
    most: usize,
) -> Result<Vec<(String, UnixMillis, i64)>, sqlx::Error> {
    sqlx::query_as(LIST_ENDED_AFTER)
        .bind(ending)
        .bind(id)
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await
}
