//! Step 6, handle: the handlers of requests whose token was verified, and the public ones.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod info;
pub(crate) mod me;
pub mod openapi;
pub(crate) mod password;
pub(crate) mod profile;
pub(crate) mod sessions;
pub(crate) mod well_known;
