//! What only a browser can show: where a token really lies, and who holds a lock.
#![cfg(target_arch = "wasm32")]

mod locks;
mod store;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
