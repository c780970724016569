//! `claimcheck user`, as somebody types it.
#![cfg(unix)]

use crate::binary::Running;
use serde_json::json;
use server::ops::first_admin::{self, FirstAdmin};
use shared::api::paths;
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};
use support::app::{PASSWORD, TestApp};
use tokio::time::timeout;

fn claimcheck(data: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_claimcheck"))
        .arg("user")
        .args(args)
        .arg("--data-dir")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that reads nothing may be gone by now.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn done(output: Output) -> String {
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(output: Output) -> String {
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn token_of(login: &support::response::TestResponse) -> String {
    login.json()["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_admin_made_before_the_first_start_can_sign_in_and_is_one() {
    let data = tempfile::tempdir().unwrap();
    let line = format!("{PASSWORD}\n");
    let said =
        done(claimcheck(data.path(), &["add", "Root", "--admin", "--password-stdin"], &line));
    assert_eq!(said, "made root, who is an admin\n");
    let app = TestApp::on(data, &[]).await;
    let login = json!({ "username": "root", "password": PASSWORD });
    let token = token_of(&app.post(paths::LOGIN, login).await);
    let answer = app.send(reqwest::Method::GET, paths::ADMIN_USERS, &token, None).await;
    assert_eq!(answer.status, 200);
    let looked = first_admin::look(&app.state, true, None).await.unwrap();
    assert!(matches!(looked, FirstAdmin::IsThere));
}

/// On the machine's clock, as the command is.
#[tokio::test]
async fn s38_a_running_server_refuses_whom_the_command_disabled() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let server = Running::start(data);
    let login = json!({ "username": "ada", "password": PASSWORD });
    server.post(paths::REGISTER, "", login.clone()).await;
    let token = token_of(&server.post(paths::LOGIN, "", login.clone()).await);
    let said = done(claimcheck(data, &["disable", "ada"], ""));
    assert_eq!(said, "disabled ada; sessions ended: 1\n");
    let heard = async { while server.me(&token).await.code() != "session_ended" {} };
    timeout(Duration::from_mins(1), heard).await.unwrap();
    let refused = server.post(paths::LOGIN, "", login.clone()).await;
    assert_eq!(refused.code(), "wrong_credentials");
    let listed = done(claimcheck(data, &["list"], ""));
    assert!(listed.contains("disabled"), "{listed}");
    let said = done(claimcheck(data, &["disable", "ADA"], ""));
    assert_eq!(said, "ada is disabled already\n");
    done(claimcheck(data, &["enable", "ada"], ""));
    let back = server.post(paths::LOGIN, "", login).await;
    assert_eq!(back.status, 200);
}

#[tokio::test]
async fn a_generated_password_is_told_once_and_works() {
    let app = TestApp::start().await;
    let said = done(claimcheck(app.data.path(), &["add", "bob", "--generate"], ""));
    let password = said.strip_prefix("made bob\npassword: ").unwrap().trim();
    let login = json!({ "username": "bob", "password": password });
    assert_eq!(app.post(paths::LOGIN, login).await.status, 200);
}

#[test]
fn s24_what_cannot_be_done_is_said_with_what_can() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path();
    let add = |name: &str, line: &str| claimcheck(path, &["add", name, "--password-stdin"], line);
    done(add("ada", PASSWORD));
    for (output, told) in [
        (add("ada", PASSWORD), "there is a user ada already"),
        (add("a b", PASSWORD), "a user name is made of"),
        (add("bob", "short\n"), "at least 15 characters"),
        (add("bob", "password123456789\n"), "easy to guess"),
        (add("bob", ""), "write it there as one line"),
        (claimcheck(path, &["add", "bob"], PASSWORD), "--password-stdin"),
        (claimcheck(path, &["disable", "bob"], ""), "there is no user bob"),
        (claimcheck(&path.join("typo"), &["list"], ""), "CLAIMCHECK_DATA_DIR"),
    ] {
        let said = refused(output);
        assert!(said.contains(told), "{said}");
        assert!(!said.contains("short") && !said.contains("heron"), "{said}");
    }
    let listed = done(claimcheck(path, &["list"], ""));
    assert_eq!(listed.lines().count(), 2, "{listed}");
}

#[tokio::test]
async fn the_first_admin_is_made_when_somebody_reads_the_password_and_nobody_is_there() {
    let app = TestApp::start().await;
    let look = |somebody_reads| first_admin::look(&app.state, somebody_reads, None);
    assert!(matches!(look(false).await.unwrap(), FirstAdmin::Wanted));
    let FirstAdmin::Made(username, password) = look(true).await.unwrap() else {
        panic!("there is an account already")
    };
    let login = json!({ "username": username.as_str(), "password": password.reveal() });
    assert_eq!(app.post(paths::LOGIN, login).await.status, 200);
    assert!(matches!(look(true).await.unwrap(), FirstAdmin::IsThere));
    // Where people have accounts already, none of them is surprised by an admin.
    let app = TestApp::start().await;
    app.register("ada").await;
    let looked = first_admin::look(&app.state, true, None).await.unwrap();
    assert!(matches!(looked, FirstAdmin::Wanted));
}
