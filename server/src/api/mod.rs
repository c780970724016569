//! Step 6, handle: what verified requests get.

mod account;
mod admin;
mod info;
mod me;
pub mod openapi;
mod password;
mod profile;
mod sessions;
mod well_known;

use crate::routes::Routes;
use axum::routing::{delete, get, put};
use shared::api::paths;

/// The endpoints that answer questions.
pub fn routes() -> Routes {
    let mut routes = vec![
        (paths::ME, get(me::me).delete(account::delete)),
        (paths::PROFILE, get(profile::read).put(profile::write)),
        (paths::PASSWORD, put(password::change)),
        (
            paths::SESSIONS,
            get(sessions::list).delete(sessions::end_all),
        ),
        (paths::SESSION, delete(sessions::end_one)),
        (paths::INFO, get(info::info)),
    ];
    routes.extend(admin::routes());
    routes.extend(well_known::routes());
    routes
}
