//! `/api/admin/keys`: lists the signing keys and rotates them.

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
    api::{Empty, admin::SigningKeys, paths},
    problem::fails,
};
use tracing::instrument;

/// List the signing keys
///
/// The newest first, without anything secret.
#[utoipa::path(get, path = paths::ADMIN_KEYS, operation_id = "list_keys", tag = "Administration",
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The keys.", body = SigningKeys, example = json!({ "keys": [{
            "kid": "pX3vT9aK2nQ6wE1rY8uZ0g", "algorithm": "EdDSA", "state": "signing",
            "created_at": 1_800_000_000_000_u64, "signs_from": 1_800_000_060_000_u64
        }] })),
        fails::InsufficientScope, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn list(
    State(state): State<AppState>,
    _: Admin,
) -> Result<Json<SigningKeys>, AppError> {
    let keys = state.keys.list(state.clock.now()).await?;
    Ok(Json(SigningKeys { keys }))
}

/// Announce a new signing key
///
/// It signs once all verifiers have had the time to read it.
#[utoipa::path(post, path = paths::ADMIN_KEYS_ROTATE, operation_id = "rotate_keys", tag = "Administration",
    request_body(content = Empty, example = json!({})),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The keys, with the new one.", body = SigningKeys, example = json!({ "keys": [{
            "kid": "pX3vT9aK2nQ6wE1rY8uZ0g", "algorithm": "EdDSA", "state": "announced",
            "created_at": 1_800_000_000_000_u64, "signs_from": 1_800_000_060_000_u64
        }] })),
        fails::InsufficientScope, fails::RotationPending, fails::Unavailable,
    ))]
#[instrument(skip_all)]
pub(crate) async fn rotate(
    State(state): State<AppState>,
    admin: Admin,
    caller: Caller,
    JsonBody(Empty {}): JsonBody<Empty>,
) -> Result<Json<SigningKeys>, AppError> {
    let event = state.event(AuditEvent::KeyAnnounced, &caller).by(&admin.sub);
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
