//! Building and running the server.

use crate::{client, program::Program, repo, say, setup};
use anyhow::{Context, Result};
use std::{net::TcpListener, path::PathBuf};

/// Builds the client unless `dist` has it, and the server with the client inside.
pub(crate) fn build_with_client() -> Result<()> {
    if !client::is_built() {
        // The last pass over the client keeps one core busy for a minute. Meanwhile Cargo compiles the crates of the
        // server, unseen: if that fails, the build below says why.
        setup::packages::c_compiler()?;
        let ahead = cargo_build().hidden().start()?;
        client::build()?;
        ahead.wait()?;
    }
    build()
}

/// Builds the server, with the files inside that are in `dist`.
pub(crate) fn build() -> Result<()> {
    say::step("Building the server", || {
        cargo_build().run().context("the server could not be built")
    })
}

fn cargo_build() -> Program {
    Program::cargo().args("build --locked --package claimcheck")
}

/// Where [`build`] puts the server.
pub(crate) fn binary() -> Result<PathBuf> {
    let name = format!("claimcheck{}", std::env::consts::EXE_SUFFIX);
    Ok(repo::builds()?.join(name))
}

/// The built server, to be started on this port, with the lab and its demo account if they are part of it.
pub(crate) fn serve(port: u16) -> Result<Program> {
    let server = Program::new(binary()?).arg("serve");
    let server = server.env("CLAIMCHECK_LISTEN", format!("127.0.0.1:{port}"));
    Ok(if repo::has_lesson() { server.env("CLAIMCHECK_LAB", "true") } else { server })
}

/// Fails unless this port can be listened on, with a sentence that says what to do instead.
pub(crate) fn port_is_free(port: u16, command: &str) -> Result<()> {
    let other = if port == u16::MAX { port - 10 } else { port.max(1080) + 10 };
    TcpListener::bind(("127.0.0.1", port)).map(drop).with_context(|| {
        format!(
            "port {port} cannot be used; stop the program that has it, or choose another port: `cargo xtask {command} --port {other}`"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_told_with_a_way_out() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let told = port_is_free(port, "start").unwrap_err().to_string();
        assert!(told.contains(&format!("port {port} cannot be used")), "{told}");
        assert!(told.contains("cargo xtask start --port"), "{told}");
        drop(taken);
        assert!(port_is_free(port, "start").is_ok());
    }
}
