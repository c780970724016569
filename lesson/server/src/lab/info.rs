//! What the lab has.

use super::{elsewhere, here::Here};
use axum::{Json, extract::State};
use lesson_shared::lab::{LabInfo, LabKey};
use server::state::AppState;

/// `GET /api/lab`
pub(super) async fn info(State(state): State<AppState>, lab: Here) -> Json<LabInfo> {
    let keys = lab.keys.iter().map(|one| LabKey {
        kid: one.key.kid().into(),
        algorithm: one.key.algorithm(),
        jwk: one
            .key
            .public()
            .and_then(|jwk| serde_json::to_value(jwk).ok()),
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
