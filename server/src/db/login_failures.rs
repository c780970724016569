//! Tries that are counted as failed, per account. They are in the database so that all nodes count
//! together. Each row is one number (see [`Rate`]).

use super::Db;
use crate::{
    clock::{APART, UnixMillis, millis},
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
    let taken = sqlx::query(
        "INSERT INTO login_failures (account, forgiven_at) VALUES ($1, $2 + $3) \
         ON CONFLICT (account) DO UPDATE SET forgiven_at = $3 + \
         CASE WHEN login_failures.forgiven_at > $2 THEN login_failures.forgiven_at ELSE $2 END \
         WHERE login_failures.forgiven_at <= $4",
    )
    .bind(account)
    .bind(now)
    .bind(millis(rate.every))
    .bind(rate.latest(now))
    .execute(db)
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(Ok(()));
    }
    let forgiven_at: Option<UnixMillis> =
        sqlx::query_scalar("SELECT forgiven_at FROM login_failures WHERE account = $1")
            .bind(account)
            .fetch_optional(db)
            .await?;
    // Gone or given back a moment ago: the next try will tell.
    let forgiven_at = forgiven_at.unwrap_or(now);
    let full = rate.full(now);
    if forgiven_at <= full.plus(APART) {
        return Ok(Err(forgiven_at));
    }
    // A time that is so far off was written before the clock was set back. The clocks of nodes differ by
    // less.
    sqlx::query(
        "UPDATE login_failures SET forgiven_at = $3 WHERE account = $1 AND forgiven_at = $2",
    )
    .bind(account)
    .bind(forgiven_at)
    .bind(full)
    .execute(db)
    .await?;
    Ok(Err(full))
}

/// Takes one count back.
pub(crate) async fn give_back(db: &Db, account: &str, rate: Rate) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE login_failures SET forgiven_at = forgiven_at - $2 WHERE account = $1")
        .bind(account)
        .bind(millis(rate.every))
        .execute(db)
        .await
        .map(drop)
}
