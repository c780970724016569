//! `cargo xtask start`: from a fresh machine to a running server.

use crate::{repo, say, server};
use anyhow::Result;

pub(crate) fn run(port: u16) -> Result<()> {
    // Before minutes of building, not after them.
    server::port_is_free(port, "start")?;
    server::build_with_client()?;
    let data = repo::root().join("data");
    say::banner(&[
        ("Open", &format!("http://localhost:{port}")),
        ("Sign in as", who()),
        ("Data", &format!("{} (delete it to begin again)", data.display())),
        ("Stop", "Ctrl-C"),
    ]);
    server::serve(port)?.env("CLAIMCHECK_DATA_DIR", data).become_it()
}

/// The lesson has a demo account. Without the lesson the server makes an admin at its first start.
fn who() -> &'static str {
    if repo::has_lesson() {
        "demo, password seven-steps-of-a-token; or sign up"
    } else {
        "admin, whose password the first start shows below; or sign up"
    }
}
