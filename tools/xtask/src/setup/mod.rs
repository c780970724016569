//! Getting a machine ready that has Rust and its own package manager. What is there is used and
//! never built again; another version of a tool is left alone.

pub(crate) mod crates;
pub(crate) mod interop;
pub(crate) mod packages;
pub(crate) mod rust;

use crate::{program, repo};
use anyhow::Result;
use std::ffi::OsString;

/// The tools that turn the client into a site.
pub(crate) struct ClientTools {
    /// A search path on which they are found before any other version of them.
    pub(crate) path: OsString,
}

/// Makes sure that the client can be built.
pub(crate) fn client_tools() -> Result<ClientTools> {
    packages::c_compiler()?;
    rust::wasm_target()?;
    let mut path = program::search_path();
    for tool in [crates::trunk(), wasm_bindgen()?] {
        path = program::first_on_path(&tool.ready()?, &path)?;
    }
    Ok(ClientTools { path })
}

/// The command line of wasm-bindgen refuses the output of any other version of the library, so its
/// version comes from the lock file.
fn wasm_bindgen() -> Result<crates::Tool> {
    Ok(crates::wasm_bindgen_cli(repo::locked_version("wasm-bindgen")?))
}
