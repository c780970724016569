//! Getting a machine ready that has Rust and its own package manager. An installed tool of the right version is used,
//! and one of another version is left alone.

pub(crate) mod crates;
pub(crate) mod interop;
pub(crate) mod packages;
pub(crate) mod rust;

use crate::program;
use anyhow::Result;
use std::ffi::OsString;

/// Makes sure that the client can be built. The result is a search path on which Trunk and wasm-bindgen are found
/// before any other version of them.
pub(crate) fn client_tools() -> Result<OsString> {
    packages::c_compiler()?;
    rust::wasm_target()?;
    let mut path = program::search_path();
    for tool in [crates::trunk(), crates::wasm_bindgen_cli()?] {
        path = program::first_on_path(&tool.ready()?, &path)?;
    }
    Ok(path)
}
