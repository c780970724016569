//! In the place of the crate of this name: what `server_fn` asks of it, so that it compiles. The workspace's
//! `Cargo.toml` says why. The client calls no server functions, so none of it ever runs.

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsValue;

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Would let the browser read a stream of Rust.
    ///
    /// # Panics
    /// Always: this build streams nothing to the browser.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        panic!("this build of wasm-streams cannot stream, see Cargo.toml of the workspace")
    }

    /// Takes a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Gives it back.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Would read it: there is nothing in it.
    pub fn into_stream(self) -> stream::Empty<Result<JsValue, JsValue>> {
        stream::empty()
    }
}
