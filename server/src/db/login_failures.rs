//! Tries that are counted as failed, per account. They are in the database so that all nodes count
//! together, and each row is one number (see [`Rate`]).

use super::Db;
use crate::{
    clock::{APART, UnixMillis},
    rate::Rate,
};

/// Counts one try, or answers with the time at which the last of those before is forgiven. One
/// statement decides: of any number of tries at the same moment no more get through than the burst.
pub(crate) async fn take(
    db: &Db,
    account: &str,
    rate: Rate,
    now: UnixMillis,
) -> Result<Result<(), UnixMillis>, sqlx::Error> {
    let taken: Option<(i64,)> = sqlx::query_as(
        "INSERT INTO login_failures (account, forgiven_at) VALUES ($1, $2 + $3) \
         ON CONFLICT (account) DO UPDATE SET forgiven_at = $3 + \
         CASE WHEN login_failures.forgiven_at > $2 THEN login_failures.forgiven_at ELSE $2 END \
         WHERE login_failures.forgiven_at <= $4 \
         RETURNING forgiven_at",
    )
    .bind(account)
    .bind(now.0)
    .bind(millis(rate))
    .bind(rate.latest(now).0)
    .fetch_optional(db)
    .await?;
    if taken.is_some() {
        return Ok(Ok(()));
    }
    let forgiven_at: Option<(i64,)> =
        sqlx::query_as("SELECT forgiven_at FROM login_failures WHERE account = $1")
            .bind(account)
            .fetch_optional(db)
            .await?;
    // Gone or given back a moment ago: the next try will tell.
    let forgiven_at = forgiven_at.map_or(now, |(at,)| UnixMillis(at));
    let full = rate.full(now);
    if forgiven_at <= full.plus(APART) {
        return Ok(Err(forgiven_at));
    }
    set_back(db, account, forgiven_at, full).await?;
    Ok(Err(full))
}

/// A time that is so far off was written before the clock was set back. The clocks of nodes differ by
/// less.
async fn set_back(
    db: &Db,
    account: &str,
    from: UnixMillis,
    to: UnixMillis,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE login_failures SET forgiven_at = $3 WHERE account = $1 AND forgiven_at = $2",
    )
    .bind(account)
    .bind(from.0)
    .bind(to.0)
    .execute(db)
    .await
    .map(drop)
}

/// Takes one count back.
pub(crate) async fn give_back(db: &Db, account: &str, rate: Rate) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE login_failures SET forgiven_at = forgiven_at - $2 WHERE account = $1")
        .bind(account)
        .bind(millis(rate))
        .execute(db)
        .await
        .map(drop)
}

fn millis(rate: Rate) -> i64 {
    i64::try_from(rate.every.as_millis()).unwrap_or(i64::MAX)
}
