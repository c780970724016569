//! The actions of each step, a file each.

mod action;
pub mod attach;
pub mod expire;
pub mod handle;
pub mod issue;
pub mod login;
pub mod store;
pub mod verify;
