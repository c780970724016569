//! What admins do. Each handler takes an [`Admin`](crate::auth::Admin), or does not run.

mod audit;
mod keys;
mod sessions;
mod users;

use crate::routes::Routes;
use axum::routing::{delete, get, patch, post};
use shared::api::paths;

/// The endpoints for admins.
pub(super) fn routes() -> Routes {
    vec![
        (paths::ADMIN_USERS, get(users::list)),
        (paths::ADMIN_USER, patch(users::change)),
        (
            paths::ADMIN_USER_SESSIONS,
            get(sessions::list).delete(sessions::end_all),
        ),
        (paths::ADMIN_USER_SESSION, delete(sessions::end_one)),
        (paths::ADMIN_KEYS, get(keys::list)),
        (paths::ADMIN_KEYS_ROTATE, post(keys::rotate)),
        (paths::ADMIN_AUDIT, get(audit::list)),
    ]
}
