//! What only a browser can show: where a token really lies, who holds a lock, and what comes
//! of a session that other tabs have a hand in.
#![cfg(target_arch = "wasm32")]

#[cfg(feature = "lesson")]
mod lesson;
mod listing;
mod locks;
mod logout;
mod notice;
mod outdated;
mod page;
mod password;
mod renewal;
mod roles;
mod router;
mod site_data;
mod store;
mod tabs;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
