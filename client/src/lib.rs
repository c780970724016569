//! The pages of Claimcheck, compiled to WASM.
//!
//! A page calls [`auth`], `auth` calls [`http`], and nothing else fetches. The files of `auth` are named after the steps
//! of a login that happen in a browser. [`browser`] wraps storage, cookies, locks and workers.

// A module is public when the program or the tests use it. In a private module, the compiler finds unused items.
#![expect(
    unreachable_pub,
    reason = "in a private module, `pub` marks the items that other files of the crate use"
)]

mod account;
mod admin;
mod app;
pub mod auth;
pub mod brand;
pub mod browser;
pub mod components;
mod context;
mod frame;
pub mod http;
pub mod i18n;
pub mod lazy;
#[cfg(feature = "lesson")]
pub mod lesson;
mod messages;
mod meter;
pub mod pages;
pub mod preferences;
pub mod router;
mod server;
mod times;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
