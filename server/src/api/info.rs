//! `GET /api/info`: the clock and the rules of the server, for clients that are not signed in.

use crate::state::AppState;
use axum::{Json, extract::State};
use shared::api::{ServerInfo, paths};

/// What a client may know before it signs in
#[utoipa::path(get, path = paths::INFO, operation_id = "info", tag = "Server",
    responses((status = 200, description = "The server's clock and rules.", body = ServerInfo, example = json!({
        "now_ms": 1_800_000_000_000_u64, "access_lifetime": 600, "leeway": 5, "password_min": 15
    }))))]
pub(crate) async fn info(State(state): State<AppState>) -> Json<ServerInfo> {
    Json(ServerInfo {
        now_ms: state.clock.now().0,
        issuer: state.config.policy.issuer().to_owned(),
        audience: state.config.policy.audience().to_owned(),
        access_lifetime: state.config.policy.max_lifetime(),
        leeway: state.config.policy.leeway(),
        password_min: state.config.passwords.min,
    })
}
