//! Where the workspace and its builds are.

use crate::program::Program;
use anyhow::{Context, Result};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// In this variable Cargo tells a program where its package is.
pub(crate) const PACKAGE: &str = "CARGO_MANIFEST_DIR";

/// Finds the workspace that Cargo took this program from, once: that of the present folder. A path that was compiled
/// in would lead from a moved or copied checkout, whose builds Cargo takes for up to date, to the other one and its
/// database.
pub(crate) fn find() -> Result<&'static Path> {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    if let Some(root) = ROOT.get() {
        return Ok(root);
    }
    let root = workspace_of(env::var_os(PACKAGE))?;
    Ok(ROOT.get_or_init(|| root))
}

/// The folder with the workspace's `Cargo.toml`.
///
/// # Panics
/// Without Cargo, which `main` has refused before anything else.
pub(crate) fn root() -> &'static Path {
    find().expect("the workspace was found at the start")
}

/// Whether the lesson is part of this workspace: `cargo xtask template` leaves it out.
pub(crate) fn has_lesson() -> bool {
    root().join("lesson").is_dir()
}

fn workspace_of(package: Option<OsString>) -> Result<PathBuf> {
    let package = package.map(PathBuf::from);
    let root = package.as_deref().and_then(|folder| folder.ancestors().nth(2));
    root.map(Path::to_owned)
        .context("only Cargo knows the workspace; go to the checkout that is meant, and run `cargo xtask` there")
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
    let id = Program::cargo().args("pkgid --locked --offline").arg(package).read();
    let version = id.as_deref().and_then(|id| id.trim().rsplit_once('@'));
    let (_, version) = version.with_context(|| format!("Cargo.lock has no one `{package}`"))?;
    Ok(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_that_of_the_package_that_cargo_runs() {
        let package = Path::new("/copy/tools/xtask");
        assert_eq!(workspace_of(Some(package.into())).unwrap(), Path::new("/copy"));
        let told = workspace_of(None).unwrap_err().to_string();
        assert!(told.contains("run `cargo xtask` there"), "{told}");
        assert!(root().join("tools/xtask/Cargo.toml").is_file());
    }

    #[test]
    fn the_locked_version_is_that_of_exactly_this_package() {
        assert!(locked_version("wasm-bindgen").unwrap().starts_with("0.2."));
        assert!(locked_version("wasm").is_err());
    }
}
