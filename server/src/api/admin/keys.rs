//! The signing keys, and their rotation.

use crate::{
    auth::{Admin, caller::Caller},
    error::AppError,
    extract::JsonBody,
    keys::rotation::Rotation,
    state::AppState,
};
use axum::{Json, extract::State};
use shared::{
    AuditEvent, ProblemCode, Step,
    api::{Empty, admin::SigningKeys},
};
use tracing::instrument;

/// `GET /api/admin/keys`: the newest first, those that are gone included.
#[instrument(skip_all)]
pub(super) async fn list(
    State(state): State<AppState>,
    _: Admin,
) -> Result<Json<SigningKeys>, AppError> {
    let keys = state.keys.list(state.clock.now()).await?;
    Ok(Json(SigningKeys { keys }))
}

/// `POST /api/admin/keys/rotate`: announces a new key and answers like the list.
#[instrument(skip_all)]
pub(super) async fn rotate(
    State(state): State<AppState>,
    admin: Admin,
    caller: Caller,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Json<SigningKeys>, AppError> {
    let event = state
        .event(AuditEvent::KeyAnnounced, &caller)
        .by(&admin.sub);
    let now = event.at();
    match state.keys.rotate(event).await? {
        Rotation::Announced(_) => {
            tracing::info!(step = %Step::Handle, user = admin.sub, "rotated");
            let keys = state.keys.list(now).await?;
            Ok(Json(SigningKeys { keys }))
        }
        Rotation::Pending(key) => Err(AppError::new(
            ProblemCode::RotationPending,
            format!(
                "a new key was announced and signs in {} s; rotate again after that if you still want to",
                now.seconds_until(key.schedule().signs_from).max(1)
            ),
        )),
    }
}
