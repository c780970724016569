//! Step 6, handle: what verified requests get.

pub mod admin;
pub mod info;
pub mod me;

use crate::app::AppState;
use axum::{Router, routing::get};
use shared::api::paths;

/// The endpoints that answer questions.
pub fn router() -> Router<AppState> {
    Router::new()
        .route(paths::ME, get(me::me))
        .route(paths::INFO, get(info::info))
        .merge(admin::router())
}
