//! Tools that are crates: installed the first time, found afterwards. Where the command `cargo binstall` exists it
//! downloads what the makers of a tool have built; where it does not, or fails, the tool is built from source.

use crate::{
    program::{self, Program},
    repo, say,
};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// A tool of one version.
pub(crate) struct Tool {
    package: &'static str,
    version: String,
    /// Its programs; the first one tells the version.
    programs: &'static [&'static str],
    /// Arguments for the features of the crate.
    features: &'static str,
    purpose: &'static str,
}

/// Version 0.22 of Trunk wants a newer Rust than this workspace does. Without TLS there is less to build, and Trunk
/// would use it only to download tools that are set up here.
pub(crate) fn trunk() -> Tool {
    Tool {
        package: "trunk",
        version: "0.21.14".into(),
        programs: &["trunk"],
        features: "--no-default-features",
        purpose: "makes a site of the client",
    }
}

/// The command line of wasm-bindgen, with its runner for tests. It refuses the output of any other version of the
/// library, so its version comes from the lock file.
pub(crate) fn wasm_bindgen_cli() -> Result<Tool> {
    Ok(Tool {
        package: "wasm-bindgen-cli",
        version: repo::locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        features: "",
        purpose: "joins WASM and JavaScript",
    })
}

pub(crate) fn cargo_deny() -> Tool {
    Tool {
        package: "cargo-deny",
        version: "0.20.2".into(),
        programs: &["cargo-deny"],
        features: "",
        purpose: "looks at the licences of dependencies",
    }
}

impl Tool {
    /// The folder with this version of the tool, which is installed if no folder has it.
    pub(crate) fn ready(&self) -> Result<PathBuf> {
        let usual = cargo_root()?;
        let private = self.private_root()?;
        let path = program::first_on_path(&usual.join("bin"), &program::search_path())?;
        let mut folders = env::split_paths(&path).chain([private.join("bin")]);
        if let Some(folder) = folders.find(|folder| self.is_in(folder)) {
            return Ok(folder);
        }
        // Another version may be in use for another project, and is not to be overwritten.
        let taken = self.programs.iter().any(|name| program::on_path(name, &path).is_some());
        let root = if taken { private } else { usual };
        let downloads = program::on_path("cargo-binstall", &path);
        if !downloads.is_some_and(|binstall| self.download(&binstall, &root)) {
            self.build(&root)?;
        }
        Ok(root.join("bin"))
    }

    fn is_in(&self, folder: &Path) -> bool {
        let here = |name: &str| program::on_path(name, folder.as_os_str());
        let Some(first) = here(self.programs[0]) else {
            return false;
        };
        let told = Program::new(first).arg("--version").read();
        told.is_some_and(|text| tells_version(&text, &self.version))
            && self.programs.iter().all(|name| here(name).is_some())
    }

    /// The folder for a version that cannot have the usual one.
    fn private_root(&self) -> Result<PathBuf> {
        let cache = match env::var_os("XDG_CACHE_HOME").filter(|path| Path::new(path).is_absolute())
        {
            Some(path) => PathBuf::from(path),
            None => home()?.join(".cache"),
        };
        Ok(cache.join("claimcheck").join(format!("{}-{}", self.package, self.version)))
    }

    /// Whether the tool could be downloaded below this folder. Binaries of third parties are not asked for, and to
    /// build it is left to [`build`](Self::build), which knows a faster way.
    fn download(&self, binstall: &Path, root: &Path) -> bool {
        let headline =
            format!("Downloading {} {}, which {}", self.package, self.version, self.purpose);
        let done = say::step(&headline, || {
            Program::new(binstall)
                .arg(format!("{}@{}", self.package, self.version))
                .args("--no-confirm --strategies crate-meta-data --maximum-resolution-timeout 10")
                .args("--force --root")
                .arg(root)
                .run()
        });
        let is_there = done.is_ok() && self.is_in(&root.join("bin"));
        if !is_there {
            say::note("This failed, so it is built instead.");
        }
        is_there
    }

    fn build(&self, root: &Path) -> Result<()> {
        let Self { package, version, purpose, .. } = self;
        let headline =
            format!("Building {package} {version}, which {purpose} (once, some minutes)");
        // Not the system's folder for temporary files: that one is often small, and what was built
        // before an interruption would be gone.
        let scratch = repo::target()?.join("tools");
        say::step(&headline, || {
            Program::cargo()
                .args(&format!("install {package} --version {version} --locked --debug"))
                .args(self.features)
                .args("--force --root")
                .arg(root)
                // An optimized tool would take longer to build than it saves.
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .env("CARGO_PROFILE_DEV_STRIP", "true")
                .env("CARGO_TARGET_DIR", &scratch)
                .run()
                .with_context(|| {
                    format!(
                        "{package} could not be built from its crate; look at the network and try again"
                    )
                })?;
            fs::remove_dir_all(&scratch)
                .with_context(|| format!("cannot clear {}", scratch.display()))
        })
    }
}

fn tells_version(text: &str, version: &str) -> bool {
    text.split_whitespace().nth(1) == Some(version)
}

/// `cargo install` puts programs into `bin` below this folder.
fn cargo_root() -> Result<PathBuf> {
    let named = |name| env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    match named("CARGO_INSTALL_ROOT").or_else(|| named("CARGO_HOME")) {
        Some(path) => Ok(path),
        None => Ok(home()?.join(".cargo")),
    }
}

fn home() -> Result<PathBuf> {
    env::home_dir().context("cannot tell where your home folder is; set HOME")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_the_second_word_and_nothing_else() {
        assert!(tells_version("trunk 0.21.14\n", "0.21.14"));
        assert!(tells_version("wasm-bindgen 0.2.129 (abc 2026)", "0.2.129"));
        assert!(!tells_version("trunk 0.21.1\n", "0.21.14"));
        assert!(!tells_version("trunk 0.21.14\n", "0.21.1"));
        assert!(!tells_version("", "0.21.14"));
    }

    #[cfg(unix)]
    #[test]
    fn only_a_folder_with_every_program_in_the_right_version_will_do() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let tool = |version: &str| Tool { version: version.into(), ..wasm_bindgen_cli().unwrap() };
        script(&folder.join("wasm-bindgen"), "echo wasm-bindgen 1.2.3");
        assert!(!tool("1.2.3").is_in(folder), "the test runner is missing");
        script(&folder.join("wasm-bindgen-test-runner"), "");
        assert!(tool("1.2.3").is_in(folder));
        assert!(!tool("1.2.4").is_in(folder));
    }

    #[cfg(unix)]
    #[test]
    fn binstall_is_used_where_it_brings_the_tool_and_only_there() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let (binstall, bin) = (root.join("cargo-binstall"), root.join("bin"));
        fs::create_dir(&bin).unwrap();
        let downloads = || trunk().download(&binstall, root);
        script(&binstall, "exit 1");
        assert!(!downloads(), "without a network it fails");
        script(&binstall, "true");
        assert!(!downloads(), "it says that it is done, and there is nothing");
        let asked = root.join("asked");
        script(&binstall, &format!("echo $@ > {}", asked.display()));
        script(&bin.join("trunk"), &format!("echo trunk {}", trunk().version));
        assert!(downloads());
        let asked = fs::read_to_string(asked).unwrap();
        assert!(asked.starts_with("trunk@0.21.14 --no-confirm"), "{asked}");
    }

    #[cfg(unix)]
    fn script(file: &Path, line: &str) {
        use std::os::unix::fs::PermissionsExt;
        fs::write(file, format!("#!/bin/sh\n{line}\n")).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn another_version_gets_a_place_of_its_own() {
        let root = trunk().private_root().unwrap();
        assert!(root.ends_with("claimcheck/trunk-0.21.14"), "{}", root.display());
    }
}
