//! The template, tried: a copy without the lesson is built and tested.

use crate::{program::Program, repo, say, setup};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How many lines of Rust the login may have, tests left out.
const MOST_LINES: usize = 19_000;

/// Builds the template and runs the tests that need no browser.
pub(crate) fn run() -> Result<()> {
    setup::packages::c_compiler()?;
    setup::rust::wasm_target()?;
    prepare()?;
    for (headline, program) in programs()? {
        say::step(headline, || program.run())?;
    }
    Ok(())
}

/// Writes the template below `target`.
pub(crate) fn prepare() -> Result<()> {
    let folder = folder()?;
    say::step("The template: a copy without the lesson", || {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        super::write(&folder)?;
        keep_apart(&folder)?;
        super::lock(&folder)?;
        let lines = super::count(&folder)?;
        say::note(&format!("{lines} lines of Rust without tests; at most {MOST_LINES}"));
        ensure!(
            lines <= MOST_LINES,
            "the login has grown to {lines} lines without tests; take something out, or move it to the lesson"
        );
        Ok(())
    })
}

/// The commands that build and test it.
pub(crate) fn programs() -> Result<[(&'static str, Program); 2]> {
    let client = "build --package client --target wasm32-unknown-unknown";
    let tests = "test --workspace --exclude client";
    Ok([("The template's client", cargo(client)?), ("Tests of the template", cargo(tests)?)])
}

/// Cargo, at work on it.
pub(crate) fn cargo(args: &str) -> Result<Program> {
    let cargo = Program::cargo().inside(&folder()?).args(args);
    Ok(cargo.args("--locked --offline").env("CARGO_TARGET_DIR", repo::target()?))
}

fn folder() -> Result<PathBuf> {
    Ok(repo::target()?.join("template"))
}

/// The copy shares the target folder, so that dependencies are not built again. Cargo tells packages apart by name
/// and version, and would take one workspace's crates for the other's.
fn keep_apart(folder: &Path) -> Result<()> {
    let manifest = folder.join("Cargo.toml");
    let modified = fs::metadata(&manifest)?.modified()?;
    let marked = mark(&super::read(&manifest)?).context("the workspace has no version")?;
    super::write_as_of(&manifest, marked, modified)?;
    // Cargo would merge this file with the one of the workspace around it, pass the same flags twice, and build all
    // dependencies again for that.
    if folder.starts_with(repo::root()) {
        fs::remove_file(folder.join(".cargo/config.toml"))?;
    }
    Ok(())
}

fn mark(manifest: &str) -> Option<String> {
    let (before, rest) = manifest.split_once("\nversion = \"")?;
    let (version, after) = rest.split_once('"')?;
    Some(format!("{before}\nversion = \"{version}-template\"{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_has_a_version_of_its_own() {
        let marked = mark("[workspace.package]\nversion = \"1.2.3\"\nx = 1\n").unwrap();
        assert_eq!(marked, "[workspace.package]\nversion = \"1.2.3-template\"\nx = 1\n");
    }
}
