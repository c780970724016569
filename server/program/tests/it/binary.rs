//! The program itself: what it says, how it stops, and what it says when it cannot start.
#![cfg(unix)]

use reqwest::Client;
use serde_json::json;
use shared::api::paths;
use std::{
    io::{self, BufRead, BufReader, Read},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
};
use support::{app::PASSWORD, response::TestResponse};

pub(crate) fn claimcheck(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimcheck"));
    command
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--public-url",
            "http://localhost:8080",
            "--data-dir",
        ])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A running server and its URL.
pub(crate) struct Running(Child, String);

impl Running {
    pub(crate) fn start(data: &Path) -> Self {
        // Nobody reads the log, and a pipe that is full would hold the server up.
        Self::start_with(claimcheck(data).args(["--log", "warn"]))
    }

    pub(crate) fn start_with(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on ").expect(&line).trim().to_owned();
        Self(child, url)
    }

    pub(crate) fn url(&self) -> &str {
        &self.1
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        token: &str,
        body: serde_json::Value,
    ) -> TestResponse {
        let client = Client::builder().no_proxy().build().unwrap();
        let request = client.post(format!("{}{path}", self.1));
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        TestResponse::of(request.json(&body)).await
    }

    pub(crate) async fn me(&self, token: &str) -> TestResponse {
        let client = Client::builder().no_proxy().build().unwrap();
        TestResponse::of(client.get(format!("{}{}", self.1, paths::ME)).bearer_auth(token)).await
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How a start that cannot succeed ends.
pub(crate) fn refused(command: &mut Command) -> String {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
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
    let mut server = Running::start_with(&mut claimcheck(data.path()));
    assert!(server.1.starts_with("http://127.0.0.1:"));
    assert_eq!(server.me("not.a.token").await.status, 401);
    let pid = server.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(server.0.wait().unwrap().success());
    let mut log = String::new();
    server.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("step=verify") && log.contains("check=encoding"), "{log}");
    assert!(log.contains("stopping"), "{log}");
}

#[tokio::test]
async fn s52_a_kill_loses_no_acknowledged_registration_and_no_logout() {
    let data = tempfile::tempdir().unwrap();
    let credentials = json!({ "username": "ada", "password": PASSWORD });
    let server = Running::start(data.path());
    server.post(paths::REGISTER, "", credentials.clone()).await;
    let login = server.post(paths::LOGIN, "", credentials.clone()).await;
    let token = login.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(server.post(paths::LOGOUT, &token, json!({})).await.status, 204);
    drop(server);

    let server = Running::start(data.path());
    assert_eq!(server.me(&token).await.code(), "session_ended");
    assert_eq!(server.post(paths::LOGIN, "", credentials).await.status, 200);
}

#[tokio::test]
async fn s52_a_kill_loses_no_acknowledged_password_and_no_session_that_it_ended() {
    let data = tempfile::tempdir().unwrap();
    let with = |password: &str| json!({ "username": "ada", "password": password });
    let server = Running::start(data.path());
    server.post(paths::REGISTER, "", with(PASSWORD)).await;
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let login = server.post(paths::LOGIN, "", with(PASSWORD)).await;
        tokens.push(login.json()["access_token"].as_str().unwrap().to_owned());
    }
    let new = "seven green kettles sing";
    let client = Client::builder().no_proxy().build().unwrap();
    let change = client
        .put(format!("{}{}", server.1, paths::PASSWORD))
        .bearer_auth(&tokens[0])
        .json(&json!({ "current": PASSWORD, "new": new }));
    assert_eq!(TestResponse::of(change).await.status, 204);
    drop(server);

    let server = Running::start(data.path());
    assert_eq!(server.me(&tokens[1]).await.code(), "session_ended");
    assert_eq!(server.me(&tokens[0]).await.status, 200);
    let old = server.post(paths::LOGIN, "", with(PASSWORD)).await;
    assert_eq!(old.code(), "wrong_credentials");
    assert_eq!(server.post(paths::LOGIN, "", with(new)).await.status, 200);
}

#[tokio::test]
async fn s48_the_log_has_no_secrets() {
    let data = tempfile::tempdir().unwrap();
    let credentials = json!({ "username": "ada", "password": PASSWORD });
    let mut command = claimcheck(data.path());
    let mut child = command.args(["--log", "trace"]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let url = line.strip_prefix("listening on ").unwrap().trim().to_owned();
    // Read meanwhile, so that a full pipe does not hold the server up.
    let mut stderr = child.stderr.take().unwrap();
    let log = std::thread::spawn(move || {
        let mut log = String::new();
        stderr.read_to_string(&mut log).unwrap();
        log
    });
    let server = Running(child, url);
    server.post(paths::REGISTER, "", credentials.clone()).await;
    let login = server.post(paths::LOGIN, "", credentials).await;
    let token = login.json()["access_token"].as_str().unwrap().to_owned();
    let refresh = login.cookie("claimcheck_refresh").unwrap();
    let path = format!("{}?access_token={token}", paths::ME);
    let client = Client::builder().no_proxy().build().unwrap();
    TestResponse::of(client.get(format!("{}{path}", server.1)).bearer_auth(&token)).await;
    let renewal = client
        .post(format!("{}{}", server.1, paths::REFRESH))
        .header("cookie", format!("claimcheck_refresh={refresh}"))
        .header("sec-fetch-site", "same-origin");
    assert_eq!(TestResponse::of(renewal.json(&json!({}))).await.status, 200);
    server.post(paths::LOGIN, "", json!({ "username": PASSWORD, "password": 7 })).await;
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
    let said = refused(
        Command::new(env!("CARGO_BIN_EXE_claimcheck"))
            .args(["serve", "--listen", &address.to_string(), "--data-dir"])
            .arg(data.path()),
    );
    assert!(said.contains(&format!("port {} is taken", address.port())), "{said}");
    assert!(said.contains("CLAIMCHECK_LISTEN="), "{said}");
}

#[test]
fn a_start_that_cannot_succeed_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let said = refused(claimcheck(data.path()).env("CLAIMCHECK_ACCESS_LIFETIME", "1h"));
    assert!(said.contains("lifetime of 3600 s is out of range"), "{said}");
    let said =
        refused(claimcheck(data.path()).env("CLAIMCHECK_DATABASE_URL", "mysql://localhost/x"));
    assert!(said.contains("has to start with sqlite:"), "{said}");
    let file = data.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let said = refused(&mut claimcheck(&file));
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
    assert!(refused(&mut claimcheck(data.path())).contains("chmod 600"));

    // Another key does not open what this one sealed.
    std::fs::remove_file(&key).unwrap();
    let said = refused(&mut claimcheck(data.path()));
    assert!(said.contains("put the right root key back"), "{said}");
}

/// `claimcheck … | head`: whoever reads has seen enough and is gone.
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
        let output = Command::new(env!("CARGO_BIN_EXE_claimcheck"))
            .args(args)
            .env("CLAIMCHECK_DATA_DIR", data.path())
            .stdout(closed())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.is_empty(), "{args:?}: {said}");
    }
    // A server serves on, whoever was to read where it listens.
    let mut child = claimcheck(data.path()).stdout(closed()).spawn().unwrap();
    let log = BufReader::new(child.stderr.take().unwrap());
    let ready = log.lines().any(|line| line.unwrap().contains("ready"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(ready);
}
