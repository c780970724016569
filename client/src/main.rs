//! Entry of the WASM client.
fn main() {}
