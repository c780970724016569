//! `cargo xtask bench`: what things cost. Numbers are worth something on a machine that is otherwise idle.

use crate::{program::Program, say, setup};
use anyhow::Result;

/// What it is about, and the file in `server/benches`.
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
