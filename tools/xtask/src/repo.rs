//! Where things are.

use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Finds the workspace that the present folder belongs to, once. A path that was compiled in would lead from a
/// moved or copied checkout, whose builds Cargo takes for up to date, to the other one and its database.
pub(crate) fn find() -> Result<&'static Path> {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    if let Some(root) = ROOT.get() {
        return Ok(root);
    }
    let here = env::current_dir().context("cannot tell which folder this is")?;
    let root = workspace_of(&here)?;
    Ok(ROOT.get_or_init(|| root))
}

/// The folder with the workspace's `Cargo.toml`.
///
/// # Panics
/// Outside a workspace of this project, which `main` has refused before anything else.
pub(crate) fn root() -> &'static Path {
    find().expect("the workspace was found at the start")
}

/// Whether the lesson is part of this workspace: `cargo xtask template` leaves it out.
pub(crate) fn has_lesson() -> bool {
    root().join("lesson").is_dir()
}

/// The nearest workspace, which has to be one of this project.
fn workspace_of(here: &Path) -> Result<PathBuf> {
    let nearest = here.ancestors().find(|folder| is_workspace(folder));
    let Some(root) = nearest else {
        bail!(
            "{} is in no Cargo workspace; go to the checkout that is meant, and run it there",
            here.display()
        );
    };
    if !has_line(&root.join("tools/xtask/Cargo.toml"), "name = \"xtask\"") {
        bail!(
            "the workspace in {} has no tools/xtask; go to the checkout that is meant, and run it there",
            root.display()
        );
    }
    Ok(root.to_owned())
}

fn is_workspace(folder: &Path) -> bool {
    has_line(&folder.join("Cargo.toml"), "[workspace]")
}

fn has_line(file: &Path, wanted: &str) -> bool {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines().any(|line| line.trim() == wanted)
}

/// The folder where Cargo puts finished development builds. This program is one of them, so the
/// answer is right whatever `CARGO_TARGET_DIR` and the user's configuration say.
pub(crate) fn builds() -> Result<PathBuf> {
    let this = env::current_exe().context("cannot tell where this program is")?;
    let folder = this.parent().context("this program is in no folder")?;
    Ok(folder.to_owned())
}

/// The folder for everything that can be made again.
pub(crate) fn target() -> Result<PathBuf> {
    let builds = builds()?;
    Ok(builds.parent().unwrap_or(&builds).to_owned())
}

/// The version of a dependency that `Cargo.lock` has chosen.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    version_in(&lock, package)
        .map(str::to_owned)
        .with_context(|| format!("{} has no `{package}`", path.display()))
}

fn version_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?;
    version.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_exactly_this_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"x\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(version_in(lock, "wasm"), None);
    }

    #[test]
    fn the_workspace_is_that_of_the_present_folder_or_none() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path();
        for (folder, file, text) in [
            ("copy", "Cargo.toml", "[workspace]\nmembers = []\n"),
            ("copy/tools/xtask", "Cargo.toml", "[package]\nname = \"xtask\"\n"),
            ("copy/server/src", "lib.rs", ""),
            ("copy/target/other", "Cargo.toml", "[workspace]\n"),
        ] {
            fs::create_dir_all(place.join(folder)).unwrap();
            fs::write(place.join(folder).join(file), text).unwrap();
        }
        let copy = place.join("copy");
        for here in ["copy", "copy/server/src", "copy/tools/xtask"] {
            assert_eq!(workspace_of(&place.join(here)).unwrap(), copy);
        }
        let refused = |here: &Path| workspace_of(here).unwrap_err().to_string();
        let told = refused(&place.join("copy/target/other"));
        assert!(told.contains("other has no tools/xtask"), "{told}");
        let told = refused(Path::new("/no/such/folder"));
        assert!(told.contains("is in no Cargo workspace"), "{told}");
    }

    #[test]
    fn this_workspace_locks_wasm_bindgen() {
        assert!(locked_version("wasm-bindgen").unwrap().starts_with("0.2."));
    }
}
