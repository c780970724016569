//! What the browser tests stand on: a server, a browser, and an object for each page.
//!
//! A test gets a [`Visit`]: a server of its own on a port of its own with data of its own, and a
//! Chromium that has never been anywhere. Pages are spoken to through `data-testid` and state
//! attributes only, so tests hold in every language and every design.

mod accessibility;
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

pub use network::{Received, Sent};
pub use server::Server;
pub use visit::{Setting, Visit, visit, visit_with};
