//! Step 6, handle: what verified requests get.

pub mod account;
pub mod admin;
pub mod info;
pub mod me;
pub mod password;
pub mod profile;
pub mod sessions;

use crate::app::AppState;
use axum::{
    Router,
    routing::{delete, get, put},
};
use shared::api::paths;

/// The endpoints that answer questions. Those of the lab are there only where it is on.
pub fn router(lab: bool) -> Router<AppState> {
    let router = Router::new()
        .merge(admin::router())
        .route(paths::ME, get(me::me).delete(account::delete))
        .route(paths::PROFILE, get(profile::read).put(profile::write))
        .route(paths::PASSWORD, put(password::change))
        .route(
            paths::SESSIONS,
            get(sessions::list).delete(sessions::end_all),
        )
        .route(paths::SESSION, delete(sessions::end_one))
        .route(paths::INFO, get(info::info));
    if lab {
        router.route(paths::LAB_PROFILE, get(profile::sealed))
    } else {
        router
    }
}
