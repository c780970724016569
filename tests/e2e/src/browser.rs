//! A Chromium with an empty profile, and the driver that steers it.

use crate::{
    process::Process,
    wait::{SOON, until},
};
use anyhow::{Context, Result, ensure};
use std::{cell::RefCell, fs, process::Command};
use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

/// Switches for a machine without a screen, where tests often run as root. The pipe makes the browser end
/// whenever its driver ends.
const SWITCHES: [&str; 13] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
    "--hide-scrollbars",
    "--window-size=1280,900",
    "--lang=en-US",
];

/// A browser and its driver. Quit the driver before this goes.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    _chromedriver: Process,
    _folder: TempDir,
}

impl Browser {
    pub(crate) async fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let log = folder.path().join("chromedriver.log");
        let start = || {
            Process::start(Command::new("chromedriver").arg("--port=0"), &log)
                .context("the browser tests need chromedriver; `cargo xtask test` installs it")
        };
        let process = RefCell::new(start()?);
        let port = until("chromedriver to listen", SOON, async || {
            let said = fs::read_to_string(&log)?;
            let has_ended = process.borrow_mut().has_ended();
            if has_ended {
                // It takes a port that is free for IPv4, and ends when the same port is taken for IPv6.
                ensure!(said.contains(PORT_TAKEN), "chromedriver ended:\n{said}");
                fs::remove_file(&log)?;
                process.replace(start()?);
            }
            Ok(port_in(&said))
        });
        let port = port.await?;

        let mut capabilities = DesiredCapabilities::chrome();
        for switch in SWITCHES {
            capabilities.add_arg(switch)?;
        }
        let profile = folder.path().join("profile");
        capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        // The log of the network.
        capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .context("Chromium does not start")?;
        Ok(Self { driver, _chromedriver: process.into_inner(), _folder: folder })
    }
}

const PORT_TAKEN: &str = "Address already in use";

fn port_in(log: &str) -> Option<u16> {
    let (_, port) = log.split_once("started successfully on port ")?;
    let (port, _) = port.split_once('.')?;
    port.parse().ok()
}
