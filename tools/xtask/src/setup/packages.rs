//! What comes from the system's package manager.

use crate::{
    program::{self, Program},
    say,
};
use anyhow::{Result, bail};
use std::path::Path;

/// Makes sure that there is a C compiler: SQLite and the cryptography are C.
pub(crate) fn c_compiler() -> Result<()> {
    if has("cc") {
        return Ok(());
    }
    install("a C compiler", &["build-essential"])
}

/// Makes sure that there is a Python that can make environments.
pub(crate) fn python() -> Result<()> {
    let can = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
    if Program::new("python3").arg("-c").arg(can).read().is_some() {
        return Ok(());
    }
    install("Python 3.10 or newer", &["python3", "python3-venv"])
}

/// Makes sure that there is a browser, a driver for it, and a font that has Korean.
pub(crate) fn browser() -> Result<()> {
    let mut missing = Vec::new();
    if !BROWSERS.iter().any(|name| has(name)) {
        missing.push("chromium");
    }
    if !has("chromedriver") {
        missing.push("chromium-driver");
    }
    if missing.is_empty() {
        // A missing font spoils pictures, not tests: not a reason to want root on a machine that is
        // otherwise ready.
        if !has_korean_font() && install("a font with Korean", &[KOREAN]).is_err() {
            say::note("There is no font with Korean: screenshots will show boxes.");
        }
        return Ok(());
    }
    if !has_korean_font() {
        missing.push(KOREAN);
    }
    install("Chromium and its driver", &missing)
}

const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const KOREAN: &str = "fonts-noto-cjk";

fn has(name: &str) -> bool {
    program::on_path(name, &program::search_path()).is_some()
}

fn has_korean_font() -> bool {
    let fonts = Program::new("fc-list").arg(":lang=ko").read();
    fonts.is_some_and(|list| !list.trim().is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
}

fn install(what: &str, packages: &[&str]) -> Result<()> {
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !has("apt-get") {
        bail!(
            "{what} is missing, and there is no apt to install it with; install it in your system's way and try again"
        );
    }
    let Some(rights) = rights() else {
        bail!("this needs {what}; run `sudo {line}` and try again");
    };
    say::step(&format!("Installing {what}: {line}"), || {
        // Lists that are old or absent are common in containers.
        let done = rights("apt-get update").run().and_then(|()| rights(&line).run());
        if let Err(error) = done {
            bail!(
                "{what} could not be installed ({error}); look at the network, or run `sudo {line}` yourself, and try again"
            );
        }
        Ok(())
    })
}

/// How to run a line as root without being asked for a password, if there is a way.
fn rights() -> Option<fn(&str) -> Program> {
    let as_root: fn(&str) -> Program =
        |line| Program::new("env").arg("DEBIAN_FRONTEND=noninteractive").args(line);
    let by_sudo: fn(&str) -> Program =
        |line| Program::new("sudo").args("-n env DEBIAN_FRONTEND=noninteractive").args(line);
    let user = Program::new("id").arg("-u").read();
    if user.is_some_and(|id| id.trim() == "0") {
        return Some(as_root);
    }
    Program::new("sudo").args("-n true").read().map(|_| by_sudo)
}
