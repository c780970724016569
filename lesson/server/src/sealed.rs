//! The profile as the database has it.

use axum::{Json, extract::State};
use lesson_shared::{SealedColumn, SealedProfile, paths};
use server::{AppState, auth::CurrentUser, db::profiles, error::AppError};
use shared::problem::fails;
use tracing::instrument;

/// One's own profile as it is stored
///
/// The row of the database, sealed.
#[utoipa::path(get, path = paths::LAB_PROFILE, operation_id = "sealed_profile", tag = "Lesson",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The columns that were written.", body = SealedProfile, example = json!({
            "columns": [{ "column": "display_name", "sealed": "k1.q0Zt5W8nR2yLx7cVb1mDsg" }]
        })),
        fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn profile(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<Json<SealedProfile>, AppError> {
    let row = profiles::find(&state.db, &user.sub).await?;
    let columns = row.unwrap_or_default().columns().into_iter();
    let columns = columns.map(|(column, sealed)| SealedColumn { column: column.into(), sealed });
    Ok(Json(SealedProfile { columns: columns.collect() }))
}
