//! The handlers for admins. Each takes an [`Admin`](crate::auth::Admin), so it runs for no other user.

pub(crate) mod audit;
pub(crate) mod keys;
pub(crate) mod sessions;
pub(crate) mod users;
