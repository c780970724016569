//! The pages: what a visitor can do on each, and what there is to see.

mod account;
mod admin;
mod header;
mod inspector;
mod lab;
mod password;
mod profile;
mod sessions;
mod sign_in;
mod sign_up;
mod walkthrough;

pub use account::Account;
pub use admin::Admin;
pub use header::Header;
pub use inspector::Inspector;
pub use lab::{Lab, Said};
pub use sign_in::SignIn;
pub use sign_up::SignUp;
pub use walkthrough::{Exchange, Lifetime, Walkthrough};
