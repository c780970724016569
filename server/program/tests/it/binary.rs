//! The program itself: what it says, how it stops, and what it says when it cannot start.
#![cfg(unix)]

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use shared::api::paths;
use std::{
    io::{self, BufRead, BufReader, Read},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
};
use support::{Ask, PASSWORD, TestResponse, credentials};

/// A command of the program, on the data in this directory.
pub(crate) fn claimcheck(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimcheck"));
    command.args(args).env("CLAIMCHECK_DATA_DIR", data);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn serve(data: &Path) -> Command {
    let mut command = claimcheck(data, &["serve"]);
    command.env("CLAIMCHECK_LISTEN", "127.0.0.1:0");
    command.env("CLAIMCHECK_PUBLIC_URL", "http://localhost:8080");
    command
}

/// Runs a command to its end. Returns whether it succeeded, and what it wrote: to standard output if it did, else to
/// standard error.
pub(crate) fn finish(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap();
    let is_done = output.status.success();
    assert!(is_done || output.stdout.is_empty());
    let written = if is_done { output.stdout } else { output.stderr };
    (is_done, String::from_utf8(written).unwrap())
}

/// A running server. It is killed when the test ends.
pub(crate) struct Running {
    child: Child,
    url: String,
    client: Client,
}

impl Running {
    pub(crate) fn start(data: &Path) -> Self {
        // The log stays short: no test reads it, and the server would wait when the pipe is full.
        Self::start_with(serve(data).args(["--log", "warn"]))
    }

    pub(crate) fn start_with(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on ").expect(&line).trim().to_owned();
        Self { child, url, client: Client::builder().no_proxy().build().unwrap() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> TestResponse {
        self.request(Method::POST, path).json(&body).ask().await
    }

    pub(crate) async fn me(&self, token: &str) -> TestResponse {
        self.request(Method::GET, paths::ME).bearer_auth(token).ask().await
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a server that refuses to start writes to standard error.
pub(crate) fn refused(command: &mut Command) -> String {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    if !line.is_empty() {
        child.kill().unwrap();
        child.wait().unwrap();
        panic!("it started: {line}");
    }
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn s51_it_says_where_it_listens_and_stops_on_sigterm() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Running::start_with(&mut serve(data.path()));
    assert!(server.url.starts_with("http://127.0.0.1:"));
    assert_eq!(server.me("not.a.token").await.status, 401);
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(server.child.wait().unwrap().success());
    let mut log = String::new();
    server.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("step=verify") && log.contains("check=encoding"), "{log}");
    assert!(log.contains("stopping"), "{log}");
}

#[tokio::test]
async fn s52_a_kill_loses_no_acknowledged_registration_and_no_logout() {
    let data = tempfile::tempdir().unwrap();
    let credentials = credentials("ada", PASSWORD);
    let server = Running::start(data.path());
    server.post(paths::REGISTER, credentials.clone()).await;
    let login = server.post(paths::LOGIN, credentials.clone()).await;
    let token = login.access_token();
    let logout = server.request(Method::POST, paths::LOGOUT).bearer_auth(&token).json(&json!({}));
    assert_eq!(logout.ask().await.status, 204);
    drop(server);

    let server = Running::start(data.path());
    assert_eq!(server.me(&token).await.code(), "session_ended");
    assert_eq!(server.post(paths::LOGIN, credentials).await.status, 200);
}

#[tokio::test]
async fn s52_a_kill_loses_no_acknowledged_password_and_no_session_that_it_ended() {
    let data = tempfile::tempdir().unwrap();
    let with = |password| credentials("ada", password);
    let server = Running::start(data.path());
    server.post(paths::REGISTER, with(PASSWORD)).await;
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let login = server.post(paths::LOGIN, with(PASSWORD)).await;
        tokens.push(login.access_token());
    }
    let new = "seven green kettles sing";
    let change = server
        .request(Method::PUT, paths::PASSWORD)
        .bearer_auth(&tokens[0])
        .json(&json!({ "current": PASSWORD, "new": new }));
    assert_eq!(change.ask().await.status, 204);
    drop(server);

    let server = Running::start(data.path());
    assert_eq!(server.me(&tokens[1]).await.code(), "session_ended");
    assert_eq!(server.me(&tokens[0]).await.status, 200);
    let old = server.post(paths::LOGIN, with(PASSWORD)).await;
    assert_eq!(old.code(), "wrong_credentials");
    assert_eq!(server.post(paths::LOGIN, with(new)).await.status, 200);
}

#[tokio::test]
async fn s48_the_log_has_no_secrets() {
    let data = tempfile::tempdir().unwrap();
    let credentials = credentials("ada", PASSWORD);
    let mut server = Running::start_with(serve(data.path()).args(["--log", "trace"]));
    // Read meanwhile, because the server waits when the pipe is full.
    let mut stderr = server.child.stderr.take().unwrap();
    let log = std::thread::spawn(move || {
        let mut log = String::new();
        stderr.read_to_string(&mut log).unwrap();
        log
    });
    server.post(paths::REGISTER, credentials.clone()).await;
    let login = server.post(paths::LOGIN, credentials).await;
    let token = login.access_token();
    let refresh = login.refresh_token();
    let path = format!("{}?access_token={token}", paths::ME);
    server.request(Method::GET, &path).bearer_auth(&token).ask().await;
    let renewal = server
        .request(Method::POST, paths::REFRESH)
        .header("cookie", format!("claimcheck_refresh={refresh}"))
        .header("sec-fetch-site", "same-origin");
    assert_eq!(renewal.json(&json!({})).ask().await.status, 200);
    server.post(paths::LOGIN, json!({ "username": PASSWORD, "password": 7 })).await;
    drop(server);
    let log = log.join().unwrap();
    for step in ["login", "issue", "verify", "handle", "expire"] {
        assert!(log.contains(&format!("step={step}")), "{step} is missing: {log}");
    }
    for secret in ["heron", &token, token.rsplit('.').next().unwrap(), &refresh, "access_token="] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}

#[test]
fn a_taken_port_is_told_with_a_way_out() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let said = refused(serve(data.path()).args(["--listen", &address.to_string()]));
    assert!(said.contains(&format!("port {} is taken", address.port())), "{said}");
    assert!(said.contains("CLAIMCHECK_LISTEN="), "{said}");
}

#[test]
fn a_start_that_cannot_succeed_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let said = refused(serve(data.path()).env("CLAIMCHECK_ACCESS_LIFETIME", "1h"));
    assert!(said.contains("lifetime of 3600 s is out of range"), "{said}");
    let said = refused(serve(data.path()).env("CLAIMCHECK_DATABASE_URL", "mysql://localhost/x"));
    assert!(said.contains("has to start with sqlite:"), "{said}");
    let file = data.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let said = refused(&mut serve(&file));
    assert!(said.contains("CLAIMCHECK_DATA_DIR"), "{said}");
}

#[tokio::test]
async fn s18_a_key_file_that_is_wrong_stops_the_start() {
    let data = tempfile::tempdir().unwrap();
    drop(Running::start(data.path()));
    let key = data.path().join("root.key");
    let database = data.path().join("claimcheck.db");
    for path in [&key, &database] {
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }

    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(refused(&mut serve(data.path())).contains("chmod 600"));

    // Another key does not open what this one sealed.
    std::fs::remove_file(&key).unwrap();
    let said = refused(&mut serve(data.path()));
    assert!(said.contains("put the right root key back"), "{said}");
}

/// `claimcheck … | head`: `head` closes the pipe once it has read its lines.
#[tokio::test]
async fn a_closed_pipe_is_no_failure() {
    let data = tempfile::tempdir().unwrap();
    drop(Running::start(data.path()));
    let closed = || {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        writer
    };
    for args in [
        &["openapi"][..],
        &["keys", "list"],
        &["keys", "rotate"],
        &["user", "add", "ada", "--generate"],
        &["user", "list"],
        &["user", "disable", "ada"],
    ] {
        let output = claimcheck(data.path(), args).stdout(closed()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.is_empty(), "{args:?}: {said}");
    }
    // A server goes on when the reader of its first line is gone.
    let mut child = serve(data.path()).stdout(closed()).spawn().unwrap();
    let log = BufReader::new(child.stderr.take().unwrap());
    let ready = log.lines().any(|line| line.unwrap().contains("ready"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(ready);
}
