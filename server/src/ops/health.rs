//! Whether the server lives, and whether it should be sent requests.

use crate::{db, error::AppError, routes::Routes, state::AppState};
use axum::{Json, extract::State, routing::get};
use serde::Serialize;
use shared::ProblemCode;

/// `/healthz` and `/readyz`
pub(crate) fn routes() -> Routes {
    vec![("/healthz", get(healthz)), ("/readyz", get(readyz))]
}

#[derive(Serialize)]
struct Status {
    status: &'static str,
}

/// The process answers.
async fn healthz() -> Json<Status> {
    Json(Status { status: "ok" })
}

/// The database answers too, and nobody asked the server to stop.
async fn readyz(State(state): State<AppState>) -> Result<Json<Status>, AppError> {
    if state.running.stopping.is_requested() {
        return Err(AppError::new(
            ProblemCode::Unavailable,
            "the server is stopping",
        ));
    }
    db::ping(&state.db).await?;
    Ok(Json(Status { status: "ready" }))
}
