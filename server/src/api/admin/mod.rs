//! What admins do. Each handler takes an [`Admin`](crate::auth::Admin), or does not run.

pub mod keys;
pub mod sessions;
pub mod users;

use crate::{app::AppState, error::AppError};
use axum::{
    Router,
    routing::{delete, get, patch, post},
};
use shared::{ProblemCode, api::paths};

/// The endpoints for admins.
pub fn router() -> Router<AppState> {
    Router::new()
        .route(paths::ADMIN_USERS, get(users::list))
        .route(paths::ADMIN_USER, patch(users::change))
        .route(
            paths::ADMIN_USER_SESSIONS,
            get(sessions::list).delete(sessions::end_all),
        )
        .route(paths::ADMIN_USER_SESSION, delete(sessions::end_one))
        .route(paths::ADMIN_KEYS, get(keys::list))
        .route(paths::ADMIN_KEYS_ROTATE, post(keys::rotate))
}

fn no_such_user() -> AppError {
    AppError::new(
        ProblemCode::NotFound,
        "there is no such user; read the list again",
    )
}
