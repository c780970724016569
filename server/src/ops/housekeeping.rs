//! Housekeeping: what nobody can need any more is deleted, a little at a time, so that whoever signs in
//! meanwhile does not wait.

use crate::{
    clock::UnixMillis,
    db::{Db, housekeeping as db},
    state::AppState,
};
use std::time::Duration;
use tokio::time::{interval, sleep};

/// How often.
const EVERY: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// Between two batches the others have their turn at the database.
const PAUSE: Duration = Duration::from_millis(50);

/// Keeps house for as long as the server runs.
pub async fn keep(state: AppState) {
    let mut ticks = interval(EVERY);
    loop {
        ticks.tick().await;
        match clean(&state).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "what nobody needs any more was deleted"),
            Err(error) => tracing::warn!(%error, "housekeeping broke off; it is tried again"),
        }
    }
}

/// Deletes everything that is over, and tells how many rows that was.
pub async fn clean(state: &AppState) -> Result<u64, sqlx::Error> {
    let now = state.clock.now();
    // Until then tokens of a session or a user may be valid somewhere, and a node that starts has to
    // read which are not. The day is for a clock that was wrong and is set back.
    let no_token = now.minus(state.revoked.window() + DAY);
    let mut rows = 0;
    for (delete, before) in [
        (db::DELETE_ENDED_SESSIONS, no_token),
        (db::DELETE_EXPIRED_SESSIONS, no_token),
        (db::DELETE_USERS, no_token),
        (db::DELETE_EVENTS, now.minus(state.config.audit_retention)),
        (db::DELETE_FAILURES, now),
    ] {
        rows += in_batches(&state.db, delete, before).await?;
    }
    Ok(rows)
}

async fn in_batches(
    database: &Db,
    delete: &'static str,
    before: UnixMillis,
) -> Result<u64, sqlx::Error> {
    let mut rows = 0;
    loop {
        let deleted = db::delete(database, delete, before).await?;
        rows += deleted;
        if deleted < db::BATCH {
            return Ok(rows);
        }
        sleep(PAUSE).await;
    }
}
