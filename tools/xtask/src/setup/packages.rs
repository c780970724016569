//! Packages of the system.

use crate::{
    program::{self, Program},
    say,
};
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// Makes sure that there is a C compiler: SQLite and the cryptography are C.
pub(crate) fn c_compiler() -> Result<()> {
    if program::exists("cc") {
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
    if !BROWSERS.into_iter().any(program::exists) {
        missing.push("chromium");
    }
    if !program::exists("chromedriver") {
        missing.push("chromium-driver");
    }
    let can_test = missing.is_empty();
    if !has_korean_font() {
        missing.push("fonts-noto-cjk");
    }
    if missing.is_empty() {
        return Ok(());
    }
    match install("what the browser tests need", &missing) {
        // A missing font spoils pictures, not tests: not a reason to want root on a machine that is
        // otherwise ready.
        Err(_) if can_test => {
            say::note("There is no font with Korean: screenshots will show boxes.");
            Ok(())
        }
        done => done,
    }
}

const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

fn has_korean_font() -> bool {
    let fonts = Program::new("fc-list").arg(":lang=ko").read();
    fonts.is_some_and(|list| !list.trim().is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
}

fn install(what: &str, packages: &[&str]) -> Result<()> {
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    ensure!(
        program::exists("apt-get"),
        "{what} is missing, and there is no apt to install it with; install it in your system's way and try again"
    );
    let rights =
        rights().with_context(|| format!("this needs {what}; run `sudo {line}` and try again"))?;
    let as_root = |line: &str| {
        Program::new("env").args(rights).arg("DEBIAN_FRONTEND=noninteractive").args(line).run()
    };
    say::step(&format!("Installing {what}: {line}"), || {
        // Lists that are old or absent are common in containers.
        as_root("apt-get update").and_then(|()| as_root(&line)).with_context(|| {
            format!(
                "{what} could not be installed; look at the network, or run `sudo {line}` yourself, and try again"
            )
        })
    })
}

/// What makes a user root without being asked for a password, if there is a way.
fn rights() -> Option<&'static str> {
    let user = Program::new("id").arg("-u").read();
    if user.is_some_and(|id| id.trim() == "0") {
        return Some("");
    }
    Program::new("sudo").args("-n true").read().map(|_| "sudo -n env")
}
