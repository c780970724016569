//! What the lab has.

use super::{elsewhere, here::Here};
use axum::{Json, extract::State};
use lesson_shared::{
    lab::{LabInfo, LabKey},
    paths,
};
use server::state::AppState;

/// What the lab has
#[utoipa::path(get, path = paths::LAB, operation_id = "lab", tag = "Lesson",
    responses((status = 200, description = "Issuer, audience, keys and clock of the lab.", body = LabInfo,
        example = json!({
            "issuer": "http://localhost:8080/lab", "audience": "lab", "leeway": 5, "max_lifetime": 600,
            "keys": [{ "kid": "weak", "algorithm": "HS256" }], "now": 1_800_000_000,
            "elsewhere": "http://127.0.0.1:8080/api/lab/elsewhere"
        }))))]
pub(crate) async fn info(State(state): State<AppState>, lab: Here) -> Json<LabInfo> {
    let keys = lab.keys.iter().map(|one| LabKey {
        kid: one.key.kid().into(),
        algorithm: one.key.algorithm(),
        jwk: one.key.public().and_then(|jwk| serde_json::to_value(jwk).ok()),
        pem: one.pem.clone(),
    });
    Json(LabInfo {
        issuer: lab.policy.issuer().into(),
        audience: lab.policy.audience().into(),
        leeway: lab.policy.leeway(),
        max_lifetime: lab.policy.max_lifetime(),
        keys: keys.collect(),
        now: state.clock.now().seconds(),
        elsewhere: elsewhere::address(&state.config.public_url),
    })
}
