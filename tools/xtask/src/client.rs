//! Building the client: `dist`, which goes into the server's binary.

use crate::{
    program::{self, Program},
    repo, say, setup,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
};
use walkdir::WalkDir;

/// The files that Trunk makes the site of.
const SOURCES: [&str; 10] = [
    "client",
    "shared",
    "strength",
    "tools/split",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    // The flags of the WASM build.
    ".cargo/config.toml",
];

/// Whether the site in `dist` was made from the files as they are now.
pub(crate) fn is_built() -> bool {
    let stamp = stamp_file().and_then(|path| Ok(fs::read_to_string(path)?));
    let now = sources_fingerprint().and_then(|sources| stamp_text(&sources));
    stamp.is_ok_and(|then| now.is_ok_and(|now| now == then))
}

pub(crate) fn build() -> Result<()> {
    let trunk = trunk()?;
    // Before the build, so that a file that changes meanwhile leads to another build.
    let sources = sources_fingerprint()?;
    say::step("Building the client for the browser", || {
        trunk.args("build --release").run().context("the client could not be built")
    })?;
    let stamp = stamp_file()?;
    fs::write(&stamp, stamp_text(&sources)?)
        .with_context(|| format!("cannot write {}", stamp.display()))
}

/// Trunk with all that it needs, so that it downloads nothing.
pub(crate) fn trunk() -> Result<Program> {
    let path = setup::client_tools()?;
    // Trunk's `offline` is Cargo's as well.
    Program::cargo()
        .args("fetch --locked")
        .run()
        .context("the dependencies could not be downloaded; look at the network and try again")?;
    let trunk = program::on_path("trunk", &path).context("trunk is gone")?;
    Ok(Program::new(trunk)
        .env("PATH", &path)
        .env("TRUNK_OFFLINE", "true")
        // Trunk takes this variable for a flag that is `true` or `false`, and fails at the usual `1`.
        .env_remove("NO_COLOR"))
}

fn stamp_file() -> Result<PathBuf> {
    Ok(repo::target()?.join("client.stamp"))
}

fn sources_fingerprint() -> Result<String> {
    let lesson = repo::has_lesson().then_some("lesson");
    let sources = SOURCES.into_iter().chain(lesson);
    let paths: Vec<_> = sources.map(|source| repo::root().join(source)).collect();
    fingerprint(&paths)
}

/// Of sources and site: `dist` may be of another build, by `trunk build`.
fn stamp_text(sources: &str) -> Result<String> {
    let site = repo::root().join("dist");
    ensure!(site.join("index.html").is_file(), "there is no site in {}", site.display());
    Ok(format!("{sources} {}\n", fingerprint(&[site])?))
}

fn fingerprint(paths: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for entry in paths.iter().flat_map(|path| WalkDir::new(path).sort_by_file_name()) {
        let path = entry?.into_path();
        path.hash(&mut hasher);
        if path.is_file() {
            let read = || format!("cannot read {}", path.display());
            fs::read(&path).with_context(read)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_new_and_a_moved_file_change_the_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let of = || fingerprint(&[folder.to_owned()]).unwrap();
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("a"), "1").unwrap();
        let before = of();
        assert_eq!(of(), before);
        fs::write(folder.join("a"), "2").unwrap();
        let changed = of();
        assert_ne!(changed, before);
        fs::write(folder.join("inner/b"), "").unwrap();
        let added = of();
        assert_ne!(added, changed);
        fs::rename(folder.join("inner/b"), folder.join("b")).unwrap();
        assert_ne!(of(), added);
    }

    #[test]
    fn a_source_that_is_not_there_is_an_error() {
        let gone = repo::root().join("no-such-source");
        assert!(fingerprint(&[gone]).is_err());
    }
}
