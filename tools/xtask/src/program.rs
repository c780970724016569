//! Running other programs.

use crate::repo;
use anyhow::{Context, Result, ensure};
use std::{
    env,
    ffi::{OsStr, OsString},
    io::{BufRead, BufReader, Result as IoResult},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// A program with its arguments, run in the repository with nothing to read from its input.
pub(crate) struct Program(Command);

impl Program {
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(name);
        command.current_dir(repo::root()).stdin(Stdio::null());
        Self(command)
    }

    /// The Cargo that runs this program.
    pub(crate) fn cargo() -> Self {
        // Cargo has told this program about its own package, which would mislead another Cargo.
        let cargo = Self::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let mut cargo = cargo.env_remove(repo::PACKAGE);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") {
                cargo.0.env_remove(name);
            }
        }
        cargo
    }

    /// In this folder instead of that of the workspace.
    pub(crate) fn inside(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// With these arguments, separated by spaces.
    pub(crate) fn args(mut self, args: &str) -> Self {
        self.0.args(args.split_whitespace());
        self
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.0.arg(arg);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.0.env_remove(name);
        self
    }

    /// Without output.
    pub(crate) fn hidden(mut self) -> Self {
        self.0.stdout(Stdio::null()).stderr(Stdio::null());
        self
    }

    /// Runs it, its output going where this program's goes. If it fails, so does this.
    pub(crate) fn run(mut self) -> Result<()> {
        let status = self.0.status();
        self.judge(status)
    }

    /// Runs it in the same way, and hands over each line of its output as well.
    pub(crate) fn run_and_read(mut self, mut read: impl FnMut(&str)) -> Result<()> {
        let child = self.0.stdout(Stdio::piped()).spawn();
        let mut child = Running(child.with_context(|| self.cannot_run())?);
        let output = child.0.stdout.take().into_iter();
        for line in output.flat_map(|output| BufReader::new(output).split(b'\n')) {
            let line = line.with_context(|| format!("cannot read what {} says", self.shown()))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            read(&line);
        }
        self.judge(child.0.wait())
    }

    /// Runs it quietly and returns its output, or nothing if it is not installed or fails.
    pub(crate) fn read(mut self) -> Option<String> {
        let output = self.0.stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then_some(text)
    }

    /// Starts it and does not wait for it.
    pub(crate) fn start(mut self) -> Result<Running> {
        Ok(Running(self.0.spawn().with_context(|| self.cannot_run())?))
    }

    /// Replaces this program by it, so that signals reach it without being passed on.
    #[cfg(unix)]
    pub(crate) fn become_it(mut self) -> Result<()> {
        use std::os::unix::process::CommandExt;
        let error = self.0.exec();
        Err(error).with_context(|| self.cannot_run())
    }

    #[cfg(not(unix))]
    pub(crate) fn become_it(self) -> Result<()> {
        self.run()
    }

    fn judge(&self, status: IoResult<ExitStatus>) -> Result<()> {
        let status = status.with_context(|| self.cannot_run())?;
        ensure!(status.success(), "{} failed ({status}), see above", self.shown());
        Ok(())
    }

    fn cannot_run(&self) -> String {
        format!("cannot run {}", self.shown())
    }

    /// The line that a user would type for it, in backticks.
    fn shown(&self) -> String {
        let name = self.0.get_program();
        let name = Path::new(name).file_name().unwrap_or(name);
        let words: Vec<_> =
            [name].into_iter().chain(self.0.get_args()).map(OsStr::to_string_lossy).collect();
        format!("`{}`", words.join(" "))
    }
}

/// A program that is stopped when this value is dropped.
pub(crate) struct Running(Child);

impl Running {
    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    pub(crate) fn wait(mut self) -> Result<ExitStatus> {
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

/// Whether a program of this name is installed.
pub(crate) fn exists(name: &str) -> bool {
    on_path(name, &search_path()).is_some()
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
