//! What admins see and do. Every handler here takes an [`Admin`](crate::auth::Admin).

pub mod keys;

use crate::app::AppState;
use axum::{
    Router,
    routing::{get, post},
};
use shared::api::paths;

/// The endpoints for admins.
pub fn router() -> Router<AppState> {
    Router::new()
        .route(paths::ADMIN_KEYS, get(keys::list))
        .route(paths::ADMIN_KEYS_ROTATE, post(keys::rotate))
}
