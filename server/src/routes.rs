//! Every route of the login. Each handler says beside itself at which path it answers, and what: the router and the
//! description of the interface come out of this one list.

use crate::{
    api::{account, admin, info, me, openapi::page, password, profile, sessions, well_known},
    auth::{expire, login, logout, register},
    ops::health,
    state::AppState,
};
use axum::routing::get;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Routes with their description.
pub type Routes = OpenApiRouter<AppState>;

/// The routes of the login.
pub(crate) fn login() -> Routes {
    Routes::new()
        // An account, tokens for it, new tokens for old ones, and the end.
        .routes(routes!(register::register))
        .routes(routes!(login::login))
        .routes(routes!(expire::renew))
        .routes(routes!(logout::logout))
        // What a signed-in user sees and does.
        .routes(routes!(me::me, account::delete))
        .routes(routes!(profile::read, profile::write))
        .routes(routes!(sessions::list, sessions::end_all))
        .routes(routes!(sessions::end_one))
        .routes(routes!(password::change))
        // What admins see and do.
        .routes(routes!(admin::users::list))
        .routes(routes!(admin::users::change))
        .routes(routes!(admin::sessions::list, admin::sessions::end_all))
        .routes(routes!(admin::sessions::end_one))
        .routes(routes!(admin::keys::list))
        .routes(routes!(admin::keys::rotate))
        .routes(routes!(admin::audit::list))
        // What anybody may ask.
        .routes(routes!(well_known::jwks))
        .routes(routes!(well_known::metadata))
        .routes(routes!(info::info))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
}

/// Where all of it is described.
pub(crate) fn description() -> Routes {
    Routes::new()
        .routes(routes!(page::json))
        .routes(routes!(page::docs))
        .route(page::STYLE, get(page::style))
}
