//! Running other programs.

use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

/// A program with its arguments, run in the repository with nothing to read from its input.
pub(crate) struct Program {
    command: Command,
    shown: String,
}

impl Program {
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        let name = name.as_ref();
        let mut command = Command::new(name);
        command.current_dir(crate::repo::root()).stdin(Stdio::null());
        let file = Path::new(name).file_name().unwrap_or(name);
        Self { command, shown: file.to_string_lossy().into_owned() }
    }

    /// The Cargo that runs this program.
    pub(crate) fn cargo() -> Self {
        let mut cargo = Self::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // What Cargo tells this program about its own package is not meant for another Cargo.
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") {
                cargo.command.env_remove(name);
            }
        }
        cargo.command.env_remove("CARGO_MANIFEST_DIR");
        cargo
    }

    /// In this folder, and not in that of the workspace.
    pub(crate) fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// With these arguments, separated by spaces.
    pub(crate) fn args(mut self, args: &str) -> Self {
        for arg in args.split_whitespace() {
            self = self.arg(arg);
        }
        self
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// Has a tool installed below this folder, where it is not to go to the usual one.
    pub(crate) fn install_root(self, root: Option<&Path>) -> Self {
        match root {
            Some(root) => self.arg("--root").arg(root).arg("--force"),
            None => self,
        }
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// The line that one would type for it.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Runs it, its output going where this program's goes, and fails if it does.
    pub(crate) fn run(mut self) -> Result<()> {
        let status = self.command.status();
        let status = status.with_context(|| format!("cannot run `{}`", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status}), see above", self.shown);
        }
        Ok(())
    }

    /// Runs it quietly and gives what it wrote, or nothing if it is not there or fails.
    pub(crate) fn read(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then_some(text)
    }

    /// Starts it and does not wait for it.
    pub(crate) fn start(mut self) -> Result<Running> {
        let child = self.command.spawn();
        let child = child.with_context(|| format!("cannot run `{}`", self.shown))?;
        Ok(Running(child))
    }

    /// Starts it with its output to be read here.
    pub(crate) fn start_piped(mut self) -> Result<Running> {
        self.command.stdout(Stdio::piped());
        self.start()
    }

    /// Starts it without anything to be seen of it.
    pub(crate) fn start_hidden(mut self) -> Result<Running> {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self.start()
    }

    /// Replaces this program by it, so that signals reach it without being passed on.
    #[cfg(unix)]
    pub(crate) fn become_it(mut self) -> Result<()> {
        use std::os::unix::process::CommandExt;
        let error = self.command.exec();
        Err(error).with_context(|| format!("cannot run `{}`", self.shown))
    }

    #[cfg(not(unix))]
    pub(crate) fn become_it(self) -> Result<()> {
        self.run()
    }
}

/// A program that ends with this value.
pub(crate) struct Running(Child);

impl Running {
    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    /// What it writes. Can be taken once.
    pub(crate) fn output(&mut self) -> Result<ChildStdout> {
        self.0.stdout.take().context("its output goes elsewhere")
    }

    pub(crate) fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.0.wait()?)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The first file of this name on the search path.
pub(crate) fn on_path(name: &str, path: &OsStr) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}

pub(crate) fn search_path() -> OsString {
    env::var_os("PATH").unwrap_or_default()
}

/// A search path that looks in this folder first.
pub(crate) fn first_on_path(folder: &Path, path: &OsStr) -> Result<OsString> {
    let folders = [folder.to_owned()].into_iter().chain(env::split_paths(path));
    env::join_paths(folders).with_context(|| format!("{} cannot stand in PATH", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_line_that_failed() {
        let error = Program::new("cargo").args("no-such-command").run();
        let text = error.unwrap_err().to_string();
        assert!(text.contains("`cargo no-such-command` failed"), "{text}");
        let error = Program::new("/no/such/program").run().unwrap_err();
        assert!(error.to_string().contains("cannot run `program`"), "{error}");
    }

    #[test]
    fn what_is_put_first_on_the_path_is_found_first() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = first_on_path(here, OsStr::new("/bin")).unwrap();
        let found = on_path("Cargo.toml", &path);
        let expected = env::consts::EXE_SUFFIX.is_empty().then(|| here.join("Cargo.toml"));
        assert_eq!(found, expected);
        assert_eq!(on_path("no-such-program", &path), None);
    }
}
