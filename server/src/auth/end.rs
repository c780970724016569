//! Ends sessions: first in the database, then in memory.
//!
//! Both run in a task of their own, so that a client that hangs up between the two does not leave an ended
//! session whose tokens are still accepted. After a crash between the two, the next start reads the list in
//! memory from the database.

use crate::{
    db::{
        audit::Event,
        sessions::{self, Ended, SessionsOf},
    },
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
        // Also when it had ended before: the request that ended it may not have reached the list yet.
        let ended = sessions::end(&db, &id, why).await?;
        Ok(((), ended.into_iter().collect()))
    })
    .await
}

/// Ends all sessions of a user but `keep`, some at a time: with very many the others who sign in meanwhile do
/// not wait for all of them.
pub async fn end_sessions_of(
    state: &AppState,
    user_id: &str,
    keep: Option<&str>,
    why: Event,
) -> Result<(), AppError> {
    let (user_id, keep) = (user_id.to_owned(), keep.map(str::to_owned));
    let at = why.at();
    let mut why = Some(why);
    let state = state.clone();
    to_its_end(Stage::EndRow, async move {
        loop {
            let of = SessionsOf::User { id: &user_id, keep: keep.as_deref() };
            let ended = sessions::end_batch(&state.db, of, at, why.take()).await?;
            let is_last = ended.len() < sessions::BATCH;
            state.revoked.insert(ended, state.clock.now());
            if is_last {
                return Ok(());
            }
        }
    })
    .await
}

/// Runs `work` to its end, as this stage, and refuses the tokens of the sessions that it has ended.
pub async fn ending<T: Send + 'static>(
    state: &AppState,
    named: Stage,
    work: impl Future<Output = Result<(T, Vec<Ended>), AppError>> + Send + 'static,
) -> Result<T, AppError> {
    let (revoked, clock) = (state.revoked.clone(), state.clock.clone());
    to_its_end(named, async move {
        let (done, ended) = work.await?;
        revoked.insert(ended, clock.now());
        Ok(done)
    })
    .await
}

async fn to_its_end<T: Send + 'static>(
    named: Stage,
    work: impl Future<Output = Result<T, AppError>> + Send + 'static,
) -> Result<T, AppError> {
    stage::timed(named, async { tokio::spawn(work.in_current_span()).await })
        .await
        .map_err(AppError::internal)?
}
