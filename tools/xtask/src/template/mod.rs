//! `cargo xtask template`: a copy of the workspace that is the login without its lesson.

mod copy;
mod cut;
mod lines;
pub(crate) mod trial;

use crate::{program::Program, repo, say};
use anyhow::{Context, Result, ensure};
use std::{env, fs, path::Path, time::SystemTime};

/// The folders that make up the login; its tests and tools are not counted.
const LOGIN: [&str; 4] = ["server", "client", "shared", "strength"];

/// Writes the template into a folder that is new or empty.
pub(crate) fn run(folder: &Path) -> Result<()> {
    let here = env::current_dir().context("cannot tell which folder this is")?;
    let folder = here.join(folder);
    ensure!(!is_occupied(&folder), "{} is not empty; name a folder that is new", folder.display());
    say::step("Copying the workspace without the lesson", || write(&folder))?;
    lock(&folder)?;
    say::note(&format!("{} lines of Rust without tests", count(&folder)?));
    say::banner(&[
        ("Template", &folder.display().to_string()),
        ("Start", "cargo xtask start, in that folder"),
        ("Change it", "docs/your-app.md"),
    ]);
    Ok(())
}

/// Copies the files of the project, and leaves out what the README lists.
fn write(folder: &Path) -> Result<()> {
    let readme = repo::root().join("README.md");
    let cuts = cut::listed_in(&read(&readme)?)?;
    copy::workspace(repo::root(), folder)?;
    // An edited file is as new as the list that says what to take out, so that Cargo builds it again when either
    // changes, and not when neither does.
    let listed_at = fs::metadata(&readme)?.modified()?;
    cuts.iter().try_for_each(|cut| cut.apply(folder, listed_at))
}

/// Takes the packages that are gone out of `Cargo.lock`, and changes no other version.
fn lock(folder: &Path) -> Result<()> {
    let update = Program::cargo().inside(folder);
    update.args("update --quiet --offline --workspace").run()
}

/// How many lines of Rust the login has: not blank, and not for tests alone.
fn count(folder: &Path) -> Result<usize> {
    let counts = LOGIN.map(|name| lines::of_code(&folder.join(name)));
    counts.into_iter().sum()
}

fn is_occupied(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write_as_of(path: &Path, text: String, modified: SystemTime) -> Result<()> {
    fs::write(path, text)?;
    Ok(fs::File::options().write(true).open(path)?.set_modified(modified)?)
}
