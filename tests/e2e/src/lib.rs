//! What the browser tests share: a server, a browser, and an object for each page.
//!
//! A test gets a [`Visit`]: a server of its own on a port of its own with data of its own, and a
//! Chromium with an empty profile. Pages are used through `data-testid` and state
//! attributes only, so tests hold in every language and every design.

#![expect(
    clippy::must_use_candidate,
    reason = "only tests call this, and a test uses what it asks for"
)]

mod accessibility;
mod beginnings;
mod browser;
mod console;
pub mod element;
mod network;
pub mod pages;
mod process;
mod screen_reader;
mod server;
mod visit;
pub mod wait;

pub use beginnings::{TokenChoice, account};
pub use network::{Received, Sent};
pub use server::Server;
pub use visit::{Visit, visit, visit_at, visit_with};
