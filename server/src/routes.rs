//! All routes of the login. `#[utoipa::path(…)]` at each handler has its path and its description, so both the
//! router and the OpenAPI document come from this list.

use crate::{
    api::{account, admin, info, me, openapi::page, password, profile, sessions, well_known},
    auth::{expire, login, logout, register},
    ops::health,
    state::AppState,
};
use axum::routing::get;
use utoipa_axum::{router::OpenApiRouter, routes};

pub type Routes = OpenApiRouter<AppState>;

pub(crate) fn login() -> Routes {
    Routes::new()
        // Registration, login, renewal, logout.
        .routes(routes!(register::register))
        .routes(routes!(login::login))
        .routes(routes!(expire::renew))
        .routes(routes!(logout::logout))
        // For signed-in users.
        .routes(routes!(me::me, account::delete))
        .routes(routes!(profile::read, profile::write))
        .routes(routes!(sessions::list, sessions::end_all))
        .routes(routes!(sessions::end_one))
        .routes(routes!(password::change))
        // For admins.
        .routes(routes!(admin::users::list))
        .routes(routes!(admin::users::change))
        .routes(routes!(admin::sessions::list, admin::sessions::end_all))
        .routes(routes!(admin::sessions::end_one))
        .routes(routes!(admin::keys::list))
        .routes(routes!(admin::keys::rotate))
        .routes(routes!(admin::audit::list))
        // Without a token.
        .routes(routes!(well_known::jwks))
        .routes(routes!(well_known::metadata))
        .routes(routes!(info::info))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
}

/// The routes that serve the description.
pub(crate) fn documentation() -> Routes {
    Routes::new()
        .routes(routes!(page::json))
        .routes(routes!(page::docs))
        .route(page::STYLE, get(page::style))
}
