//! Step 6, handle: what verified requests get.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod info;
pub(crate) mod me;
pub mod openapi;
pub(crate) mod password;
pub(crate) mod profile;
pub(crate) mod sessions;
pub(crate) mod well_known;
