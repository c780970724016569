//! The parts of the Rust toolchain that a minimal installation lacks.
//!
//! `rust-toolchain.toml` names them too, but rustup does not install them by itself everywhere.

use crate::{program::Program, say};
use anyhow::{Context, Result};
use std::path::Path;

const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that there is a standard library for WASM.
pub(crate) fn wasm_target() -> Result<()> {
    let libraries = Program::new("rustc").args("--print target-libdir --target").arg(WASM);
    if libraries.read().is_some_and(|path| Path::new(path.trim()).is_dir()) {
        return Ok(());
    }
    rustup(&format!("target add {WASM}"))
}

/// Makes sure that the formatter and the linter are there.
pub(crate) fn formatter_and_linter() -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if Program::cargo().arg(command).arg("--version").read().is_none() {
            rustup(&format!("component add {component}"))?;
        }
    }
    Ok(())
}

fn rustup(args: &str) -> Result<()> {
    say::step(&format!("rustup {args}"), || {
        Program::new("rustup").args(args).run().with_context(|| {
            format!(
                "this needs `rustup {args}`; look at the network, or run it yourself, and try again"
            )
        })
    })
}
