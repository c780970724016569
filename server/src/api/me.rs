//! Who the token says you are.

use crate::auth::CurrentUser;
use axum::Json;
use shared::{Step, api::Me};
use tracing::instrument;

/// `GET /api/me`: answered from the verified claims alone, without the database.
#[instrument(skip_all)]
pub(super) async fn me(user: CurrentUser) -> Json<Me> {
    tracing::info!(step = %Step::Handle, user = user.sub, "answered from the token");
    Json(Me {
        sub: user.sub.clone(),
        sid: user.sid.clone(),
        roles: user.roles.clone(),
        iat: user.iat,
        exp: user.exp,
    })
}
