//! Entry of the WASM client.

fn main() {
    client::start();
}
