//! The profile as the database has it.

use axum::{Json, extract::State};
use lesson_shared::{SealedColumn, SealedProfile};
use server::{AppState, auth::CurrentUser, db::profiles, error::AppError};
use tracing::instrument;

/// `GET /api/lab/profile`: what the database has of oneself.
#[instrument(skip_all)]
pub(crate) async fn profile(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<Json<SealedProfile>, AppError> {
    let row = profiles::find(&state.db, &user.sub).await?;
    let columns = row.unwrap_or_default().columns().into_iter();
    let columns = columns.map(|(column, sealed)| SealedColumn {
        column: column.into(),
        sealed,
    });
    Ok(Json(SealedProfile {
        columns: columns.collect(),
    }))
}
