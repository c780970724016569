//! `GET /healthz` and `GET /readyz`, for supervisors and load balancers.

use crate::{auth::revoked::STALE, db, error::AppError, state::AppState};
use axum::{Json, extract::State};
use serde::Serialize;
use shared::{ProblemCode, problem::fails};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(crate) struct Status {
    status: &'static str,
}

/// Whether the process answers
#[utoipa::path(get, path = "/healthz", operation_id = "is_alive", tag = "Server",
    responses((status = 200, description = "Yes.", body = inline(Status))))]
pub(crate) async fn healthz() -> Json<Status> {
    Json(Status { status: "ok" })
}

/// Whether requests should be sent here
///
/// No while the database does not answer, while the server does not hear which sessions other nodes end, and once
/// it was asked to stop.
#[utoipa::path(get, path = "/readyz", operation_id = "is_ready", tag = "Server",
    responses((status = 200, description = "Yes.", body = inline(Status)), fails::Unavailable))]
pub(crate) async fn readyz(State(state): State<AppState>) -> Result<Json<Status>, AppError> {
    if state.stopping.is_cancelled() {
        return Err(AppError::new(ProblemCode::Unavailable, "the server is stopping"));
    }
    db::ping(&state.db).await?;
    let age = state.revoked.age();
    if age > STALE {
        let detail = format!(
            "the list of ended sessions was read {} s ago; the log says why",
            age.as_secs()
        );
        return Err(AppError::new(ProblemCode::Unavailable, detail));
    }
    Ok(Json(Status { status: "ready" }))
}
