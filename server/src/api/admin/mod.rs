//! What admins do. Each handler takes an [`Admin`](crate::auth::Admin), or does not run.

pub(crate) mod audit;
pub(crate) mod keys;
pub(crate) mod sessions;
pub(crate) mod users;
