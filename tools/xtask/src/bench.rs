//! `cargo xtask bench`: what a token and a refused login cost. Only numbers of an idle machine can be compared.

use crate::{program::Program, say, setup};
use anyhow::Result;

/// A headline, and the file in `server/benches`.
const BENCHES: [(&str, &str); 2] = [
    ("Signing and verifying a token", "verify"),
    ("The time of a refused login, by its reason", "login_timing"),
];

pub(crate) fn run() -> Result<()> {
    setup::packages::c_compiler()?;
    for (title, bench) in BENCHES {
        say::step(title, || {
            Program::cargo().args("bench --locked --package server --bench").arg(bench).run()
        })?;
    }
    Ok(())
}
