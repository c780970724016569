//! The lesson about the login: what only teaches. The login's own files need nothing of it.

pub mod clipboard;
pub mod crypto;
pub mod hex;
pub mod inspector;
pub mod lab;
pub mod walkthrough;
pub mod when_not;
