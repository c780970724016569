//! The real server, with data of its own.

use crate::{
    process::{self, Process},
    wait::{EXPIRY, SOON, until},
};
use anyhow::{Context, Result, ensure};
use lesson_shared::{DemoAccount, LessonInfo, paths};
use shared::{
    api::{Empty, REFRESH_COOKIE, ServerInfo},
    problem::{Problem, ProblemCode},
};
use std::{
    cell::{Cell, RefCell},
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// The server logs this before its address when it is ready.
const READY: &str = "listening on http://";

/// A server that can be stopped and started again on the same port and the same data.
pub struct Server {
    binary: PathBuf,
    folder: TempDir,
    settings: Vec<(&'static str, &'static str)>,
    port: Cell<u16>,
    process: RefCell<Option<Process>>,
}

impl Server {
    /// Starts one on a free port with the lab, and so the demo account, on. `settings` are variables of its
    /// environment.
    pub async fn start(settings: &[(&'static str, &'static str)]) -> Result<Self> {
        let server = Self {
            binary: binary()?,
            folder: tempfile::tempdir()?,
            settings: settings.to_vec(),
            port: Cell::new(0),
            process: RefCell::new(None),
        };
        server.start_again().await?;
        Ok(server)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port.get())
    }

    /// Kills it without a warning, like a power cut.
    pub fn kill(&self) {
        self.process.take();
    }

    /// Starts it after [`kill`](Self::kill), on the same port and the same data.
    pub async fn start_again(&self) -> Result<()> {
        let already = self.log().len();
        let mut command = Command::new(&self.binary);
        command
            .arg("serve")
            .env("CLAIMCHECK_LISTEN", format!("127.0.0.1:{}", self.port.get()))
            .env("CLAIMCHECK_DATA_DIR", self.data_dir())
            .env("CLAIMCHECK_LAB", "true")
            .envs(self.settings.iter().copied());
        let process = Process::start(&mut command, &self.log_file())?;
        self.process.replace(Some(process));
        let port = until("the server to listen", SOON, async || {
            let log = self.log();
            let ended = self.process.borrow_mut().as_mut().is_none_or(Process::has_ended);
            ensure!(!ended, "the server ended:\n{log}");
            Ok(port_in(log.get(already..).unwrap_or_default()))
        });
        self.port.set(port.await?);
        Ok(())
    }

    /// Makes an account for an admin, as the operator of the server does.
    pub fn add_admin(&self, account: &DemoAccount) -> Result<()> {
        let mut command = Command::new(&self.binary);
        command
            .args(["user", "add", &account.username])
            .args(["--admin", "--password-stdin"])
            .env("CLAIMCHECK_DATA_DIR", self.data_dir());
        process::finish(&mut command, &account.password)
    }

    /// What it publishes about itself.
    pub async fn info(&self) -> Result<ServerInfo> {
        Ok(reqwest::get(self.url(paths::INFO)).await?.json().await?)
    }

    /// The account that a page offers for trying.
    pub async fn demo(&self) -> Result<DemoAccount> {
        let lesson = reqwest::get(self.url(paths::LESSON)).await?;
        let LessonInfo { demo, .. } = lesson.json().await?;
        demo.context("the server offers no demo account")
    }

    /// Waits until the server refuses a token with this expiry.
    pub async fn wait_past(&self, exp: i64) -> Result<()> {
        until("a token to expire", EXPIRY, async || {
            let info = self.info().await?;
            let end_ms = (exp + i64::from(info.leeway)) * 1000;
            Ok((info.now_ms >= end_ms).then_some(()))
        })
        .await
    }

    /// The server's answer to a request for [`paths::ME`] with this token: its status, and the problem if
    /// there is one.
    pub async fn judges(&self, token: &str) -> Result<(u16, Option<Problem>)> {
        let client = reqwest::Client::new();
        let request = client.get(self.url(paths::ME)).bearer_auth(token);
        let answer = request.send().await?;
        Ok((answer.status().as_u16(), answer.json().await.ok()))
    }

    /// Waits until the server refuses this token with this problem.
    pub async fn wait_refused(&self, token: &str, code: ProblemCode) -> Result<()> {
        until(&format!("the token to be refused: {code}"), SOON, async || {
            let (_, problem) = self.judges(token).await?;
            Ok(problem.filter(|problem| problem.code == code).map(drop))
        })
        .await
    }

    /// Renews with this refresh token: the status, and the next token if there is one.
    pub async fn renew(&self, refresh_token: &str) -> Result<(u16, Option<String>)> {
        let cookie = format!("{REFRESH_COOKIE}={refresh_token}");
        let request = reqwest::Client::new()
            .post(self.url(paths::REFRESH))
            .header("sec-fetch-site", "same-origin")
            .header("cookie", cookie)
            .json(&Empty {});
        let answer = request.send().await?;
        let next = answer.headers().get_all("set-cookie").iter().find_map(|set| {
            let (name, rest) = set.to_str().ok()?.split_once('=')?;
            let (value, _) = rest.split_once(';')?;
            (name == REFRESH_COOKIE && !value.is_empty()).then(|| value.to_owned())
        });
        Ok((answer.status().as_u16(), next))
    }

    /// Asks the naive verifier of the lab until the limit of this network is reached.
    pub async fn tire_the_lab(&self) -> Result<()> {
        let client = reqwest::Client::new();
        let ask = async || client.get(self.url(paths::LAB_NAIVE_ME)).send().await;
        while ask().await?.status().is_success() {}
        Ok(())
    }

    /// Its log so far.
    pub fn log(&self) -> String {
        let bytes = fs::read(self.log_file()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }
}

#[expect(clippy::disallowed_methods, reason = "the server to test is named from outside")]
fn binary() -> Result<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/debug/claimcheck");
    let binary = env::var_os("CLAIMCHECK_BIN").map_or(default, PathBuf::from);
    ensure!(
        binary.is_file(),
        "there is no server at {}; `cargo xtask test` builds it",
        binary.display()
    );
    Ok(binary)
}

fn port_in(log: &str) -> Option<u16> {
    let (_, address) = log.split_once(READY)?;
    // A line that is not finished may hold half a port.
    let (line, _) = address.split_once('\n')?;
    let (_, port) = line.split_once(':')?;
    let digits = port.find(|c: char| !c.is_ascii_digit()).unwrap_or(port.len());
    port[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_a_finished_line() {
        assert_eq!(port_in("INFO listening on http://127.0.0.1:41234 lab=true\n"), Some(41234));
        assert_eq!(port_in("listening on http://localhost:8080\n"), Some(8080));
        assert_eq!(port_in("listening on http://127.0.0.1:41"), None);
        assert_eq!(port_in("starting\n"), None);
    }
}
