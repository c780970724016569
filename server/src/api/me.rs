//! `GET /api/me`: the claims of the access token.

use crate::auth::CurrentUser;
use axum::Json;
use shared::{
    Step,
    api::{Me, paths},
};
use tracing::instrument;

/// Who the token says you are
///
/// Answered from the token alone, without the database.
#[utoipa::path(get, path = paths::ME, operation_id = "who_am_i", tag = "Account",
    security(("bearer" = [])),
    responses((status = 200, description = "The claims of the token.", body = Me, example = json!({
        "sub": "2bX0l3Vh5mJ9Qq1ZkR7c8A", "sid": "Jw6kNfX1s0uHc4tB9yGmPQ",
        "roles": ["user"], "iat": 1_800_000_000, "exp": 1_800_000_600
    }))))]
#[instrument(skip_all)]
pub(crate) async fn me(user: CurrentUser) -> Json<Me> {
    tracing::info!(step = %Step::Handle, user = user.sub, "answered from the token");
    Json(Me {
        sub: user.sub.clone(),
        sid: user.sid.clone(),
        roles: user.roles.clone(),
        iat: user.iat,
        exp: user.exp,
    })
}
