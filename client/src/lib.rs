//! The pages of Claimcheck, compiled to WASM.
//!
//! A page asks [`auth`], `auth` asks [`http`], and nothing else fetches. The files of `auth` are named
//! after the steps of a login that happen in a browser. [`browser`] wraps what only a browser
//! has: storage, cookies, locks, workers.

// Public is what programs and tests take. The rest is private, so that the
// compiler finds what nothing uses any more.
#![expect(unreachable_pub, reason = "in a private module, `pub` says that other files take it")]
#![expect(
    clippy::must_use_candidate,
    reason = "components are used by the view macro, which cannot forget them"
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

/// Shows the application in the page.
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
