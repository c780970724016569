//! `cargo xtask bench`: what things cost. Numbers are worth something on a machine that is otherwise idle.

use crate::{program::Program, say, setup};
use anyhow::Result;

pub(crate) fn run() -> Result<()> {
    setup::packages::c_compiler()?;
    say::step("Signing and verifying a token", || {
        Program::cargo()
            .args("bench --locked --package server --bench verify")
            .run()
    })
}
