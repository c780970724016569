//! The pages of Claimcheck, compiled to WASM.
//!
//! A page asks [`auth`], `auth` asks [`http`], and nothing else fetches. The files of `auth` are named
//! after the steps of a login that happen in a browser. [`browser`] wraps the few places of the web
//! platform that are touched directly.

#![expect(
    clippy::must_use_candidate,
    reason = "components are used by the view macro, which cannot forget them"
)]

pub mod account;
pub mod admin;
pub mod app;
pub mod auth;
pub mod brand;
pub mod browser;
pub mod components;
pub mod context;
pub mod frame;
pub mod http;
pub mod i18n;
pub mod json;
pub mod lazy;
#[cfg(feature = "lesson")]
pub mod lesson;
pub mod messages;
pub mod meter;
pub mod pages;
pub mod preferences;
pub mod router;
pub mod server;
pub mod times;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Shows the application in the page.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
