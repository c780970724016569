//! What the tests of the server and of the lesson work with.
//!
//! [`app`] starts the real server in the test's process, on a port of its own and with a clock that the test sets;
//! [`response`] is a response with its whole body; [`forge`] makes tokens as an attacker would. [`canary`] uses the whole
//! server with values that can be recognized, and looks for them where they must not be.

#![expect(
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "only tests call this: names say what it does, and a panic is a failed test"
)]

pub mod app;
pub mod canary;
pub mod forge;
pub mod response;

pub use app::{BEHIND_HTTPS, PASSWORD, START, TestApp, TestSession, credentials, until};
pub use response::{Ask, TestResponse};
