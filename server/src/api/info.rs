//! What a client may know before it signs in.

use crate::state::AppState;
use axum::{Json, extract::State};
use shared::api::ServerInfo;

/// `GET /api/info`
pub(super) async fn info(State(state): State<AppState>) -> Json<ServerInfo> {
    Json(ServerInfo {
        now_ms: state.clock.now().0,
        issuer: state.config.policy.issuer().to_owned(),
        audience: state.config.policy.audience().to_owned(),
        access_lifetime: state.config.policy.max_lifetime(),
        leeway: state.config.policy.leeway(),
        password_min: state.config.passwords.min,
    })
}
