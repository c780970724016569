//! The steps of a login that happen in the browser, a file each.
//!
//! | step | file | what happens |
//! | --- | --- | --- |
//! | 1 login | [`login`] | sends name and password |
//! | 2 issue | | the server makes the token |
//! | 3 store | [`store`] | keeps the token where the visitor chose, and reads it back from there |
//! | 4 attach | [`attach`] | adds the token to a call |
//! | 5 verify, 6 handle | | the server checks the token and answers |
//! | 7 expire | [`expire`] | renews an expired token, or says that it is time to sign in again |
//!
//! The pages see the [`session`], its [`roles`], a [`notice`] of theft and some [`claims`] of the token. [`restore`]
//! finds the session again after a load, `tabs` follows what other tabs do with it, and [`logout`] ends it. Each step is
//! a function of its own, so that a page can do one at a time; [`sign_in`] does the first three.

pub mod attach;
mod claims;
pub mod expire;
pub mod login;
pub mod logout;
pub mod notice;
pub mod password;
pub mod renewal_key;
pub mod restore;
pub mod roles;
pub mod session;
pub mod store;
mod tabs;

pub use claims::UnverifiedToken;
pub use session::{Auth, Session, SignedIn, Why, use_auth};

use crate::http::ApiError;
use shared::api::LoginRequest;

/// Logs in and keeps the token.
pub async fn sign_in(auth: Auth, request: &LoginRequest) -> Result<(), ApiError> {
    let grant = login::log_in(auth, request).await?;
    store::keep(auth, &request.username, request.storage, &grant)
}
