//! The login server: passwords in, tokens out, and every request verified.
//!
//! A login with a JWT has seven steps ([`shared::Step`]), and the server's part of each is a file:
//!
//! 1. **login**: [`auth::login`] compares name and password.
//! 2. **issue**: [`auth::issue`] begins a session, writes the claims and has them signed
//!    ([`keys::signing`]).
//! 3. **store** and 4. **attach** are the browser's. Where it wants http-only cookies,
//!    [`auth::store`] sets them.
//! 5. **verify**: [`auth::verify`] checks the token; a handler gets a [`CurrentUser`](auth::CurrentUser)
//!    or does not run.
//! 6. **handle**: [`api`] answers.
//! 7. **expire**: [`auth::expire`] renews what has expired, once, and [`auth::logout`] ends it.
//!
//! [`mod@app`] puts it together, [`state`] is what handlers work with, [`config`] has the settings, [`db`] the
//! tables, [`error`] the failures.

// Public is what programs and tests use. The rest is private, so that the compiler finds dead code.
#![expect(
    clippy::missing_panics_doc,
    reason = "an `expect` here says why it cannot fail, so there is no panic to describe"
)]

pub mod api;
pub mod app;
pub mod assets;
pub mod auth;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod extract;
pub mod headers;
pub mod keys;
mod metrics;
pub mod ops;
mod paging;
pub mod random;
pub mod rate;
pub mod routes;
pub mod stage;
pub mod state;
mod vault;

pub use app::{Additions, app, description, run};
pub use state::AppState;
