//! Housekeeping: deletes rows that no request can need any more, in batches, so that a login does not wait for it.

use crate::{
    clock::UnixMillis,
    db::{Db, housekeeping as db},
    state::AppState,
};
use std::time::Duration;
use tokio::time::{interval, sleep};

const EVERY: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// Between two batches, requests get their turn at the database.
const PAUSE: Duration = Duration::from_millis(50);

/// Cleans every hour until the server stops.
pub async fn keep(state: AppState) {
    let mut ticks = interval(EVERY);
    loop {
        ticks.tick().await;
        match clean(&state).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "deleted rows that are not needed any more"),
            Err(error) => tracing::warn!(%error, "housekeeping failed; the next try is in an hour"),
        }
    }
}

/// Deletes what is over. Returns the number of rows.
pub async fn clean(state: &AppState) -> Result<u64, sqlx::Error> {
    let now = state.clock.now();
    // Up to this time tokens of a session may be valid on some node, and a node that starts has to read which sessions
    // have ended. The day is a margin for a wrong clock that is set back.
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
