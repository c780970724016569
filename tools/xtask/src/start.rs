//! `cargo xtask start`: from a fresh machine to a page that is open for business.

use crate::{build, repo, say, server};
use anyhow::Result;

pub(crate) fn run(port: u16) -> Result<()> {
    // Before minutes of building, not after them.
    server::port_is_free(port, "start")?;
    build::client_and_server()?;
    let data = repo::root().join("data");
    say::banner(&[
        ("Open", &format!("http://localhost:{port}")),
        (
            "Sign in as",
            "demo, password seven-steps-of-a-token; or sign up",
        ),
        (
            "Data",
            &format!("{} (delete it to begin again)", data.display()),
        ),
        ("Stop", "Ctrl-C"),
    ]);
    server::serve(port)?
        .env("CLAIMCHECK_DATA_DIR", data)
        .become_it()
}
