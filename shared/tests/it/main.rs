//! The verifier from outside: what it accepts, and everything that it must not.
//!
//! The same tests run natively and, compiled to WASM, in a browser.

mod claims;
mod forge;
mod header;
mod shape;
mod signature;

#[cfg(not(target_arch = "wasm32"))]
mod properties;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
