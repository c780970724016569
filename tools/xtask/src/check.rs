//! `cargo xtask check`: formatting, lints, documentation and dependencies, which no test covers.

use crate::{
    program::Program,
    repo, say,
    setup::{self, crates},
};
use anyhow::{Context, Result};

pub(crate) fn run() -> Result<()> {
    setup::packages::c_compiler()?;
    setup::rust::formatter_and_linter()?;
    setup::rust::wasm_target()?;

    say::step("Formatting", || {
        let formatted = Program::cargo().args("fmt --all --check");
        formatted.run().context("run `cargo fmt --all`")
    })?;
    say::step("Lints", || {
        clippy("--workspace --exclude client")?;
        clippy("--package client --package shared --target wasm32-unknown-unknown")?;
        let mut workers = "--package strength";
        if repo::has_lesson() {
            clippy("--package claimcheck --no-default-features")?;
            clippy("--package client --no-default-features --target wasm32-unknown-unknown")?;
            workers = "--package strength --package attacks";
        }
        clippy(&format!("{workers} --features worker --target wasm32-unknown-unknown"))
    })?;
    say::step("Documentation", || {
        documentation("--workspace --exclude client")?;
        documentation("--package client --target wasm32-unknown-unknown")
    })?;
    dependencies()
}

fn clippy(packages: &str) -> Result<()> {
    let clippy = Program::cargo().args("clippy --locked --all-targets");
    clippy.args(packages).args("-- -D warnings").run()
}

fn documentation(packages: &str) -> Result<()> {
    // Developers of this project read it, so private files are in it, and public ones may link to them.
    let flags = "-D warnings -A rustdoc::private_intra_doc_links";
    let doc =
        Program::cargo().args("doc --locked --no-deps --document-private-items").args(packages);
    doc.env("RUSTDOCFLAGS", flags).run()
}

fn dependencies() -> Result<()> {
    let deny = crates::cargo_deny().ready()?.join("cargo-deny");
    say::step("Licences, sources and bans of dependencies", || {
        Program::new(&deny)
            .args("check licenses sources bans")
            .run()
            .context("deny.toml says what a dependency may be")
    })?;
    say::step("Known vulnerabilities of dependencies", || {
        // The database is a Git repository on GitHub, which not every machine that builds can reach.
        if Program::new(&deny).args("fetch db").read().is_none() {
            say::note("The advisory database cannot be reached from here: not checked.");
            return Ok(());
        }
        Program::new(&deny).args("check --disable-fetch advisories").run()
    })
}
