//! Ends sessions: first in the database, then in memory.
//!
//! Both run in a task of their own, so that a client that hangs up between the two does not leave an ended
//! session whose tokens are still accepted. After a crash between the two, the next start reads the list in
//! memory from the database.

use crate::{
    db::{audit::Event, sessions},
    error::AppError,
    stage,
    state::AppState,
};
use shared::Stage;
use std::future::Future;
use tracing::Instrument;

/// Ends a session.
pub async fn end_session(state: &AppState, id: String, why: Event) -> Result<(), AppError> {
    let db = state.db.clone();
    ending(state, Stage::EndRow, async move {
        sessions::end(&db, &id, why).await?;
        // Also when it had ended before: the request that ended it may not have reached the list yet.
        Ok(((), vec![id]))
    })
    .await
}

/// Ends all sessions of a user but `keep`.
pub async fn end_sessions_of(
    state: &AppState,
    user_id: &str,
    keep: Option<&str>,
    why: Event,
) -> Result<(), AppError> {
    let (db, user_id, keep) = (state.db.clone(), user_id.to_owned(), keep.map(str::to_owned));
    ending(state, Stage::EndRow, async move {
        let ended = sessions::end_all(&db, &user_id, keep.as_deref(), why).await?;
        Ok(((), ended))
    })
    .await
}

/// Runs `work` to its end, as this stage, and refuses the tokens of the sessions that it
/// has ended.
pub async fn ending<T: Send + 'static>(
    state: &AppState,
    named: Stage,
    work: impl Future<Output = Result<(T, Vec<String>), AppError>> + Send + 'static,
) -> Result<T, AppError> {
    let (revoked, clock) = (state.revoked.clone(), state.clock.clone());
    let task = async move {
        let (done, ended) = work.await?;
        revoked.insert(ended, clock.now());
        Ok(done)
    };
    stage::timed(named, async { tokio::spawn(task.in_current_span()).await })
        .await
        .map_err(AppError::internal)?
}
