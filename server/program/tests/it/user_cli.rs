//! `claimcheck user`, beside a running server and before its first start.
#![cfg(unix)]

use crate::binary::{Running, claimcheck, finish};
use server::ops::first_admin::{self, FirstAdmin};
use shared::api::paths;
use std::{
    io::{self, Write},
    path::Path,
    time::Duration,
};
use support::{PASSWORD, TestApp, credentials};
use tokio::time::timeout;

/// Runs `claimcheck user` with this standard input. Returns whether it succeeded, and what it wrote.
fn user(data: &Path, args: &[&str], input: &str) -> (bool, String) {
    let (reader, mut writer) = io::pipe().unwrap();
    writer.write_all(input.as_bytes()).unwrap();
    drop(writer);
    finish(claimcheck(data, &["user"]).args(args).stdin(reader))
}

#[track_caller]
fn done((is_done, written): (bool, String)) -> String {
    assert!(is_done, "{written}");
    written
}

#[tokio::test]
async fn an_admin_made_before_the_first_start_can_sign_in_and_is_one() {
    let data = tempfile::tempdir().unwrap();
    let line = format!("{PASSWORD}\n");
    let said = done(user(data.path(), &["add", "Root", "--admin", "--password-stdin"], &line));
    assert_eq!(said, "made root, who is an admin\n");
    let app = TestApp::on(data, &[]).await;
    let token = app.log_in("root", PASSWORD).await.access_token();
    app.send(reqwest::Method::GET, paths::ADMIN_USERS, &token, None).await.expect(200);
    let looked = first_admin::look(&app.state, true, None).await.unwrap();
    assert!(matches!(looked, FirstAdmin::IsThere));
}

/// The server and the command both take the time from the machine.
#[tokio::test]
async fn s38_a_running_server_refuses_whom_the_command_disabled() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let server = Running::start(data);
    let login = credentials("ada", PASSWORD);
    server.post(paths::REGISTER, login.clone()).await;
    let token = server.post(paths::LOGIN, login.clone()).await.access_token();
    let said = done(user(data, &["disable", "ada"], ""));
    assert_eq!(said, "disabled ada; sessions ended: 1\n");
    let heard = async { while server.me(&token).await.code() != "session_ended" {} };
    timeout(Duration::from_mins(1), heard).await.unwrap();
    let refused = server.post(paths::LOGIN, login.clone()).await;
    assert_eq!(refused.code(), "wrong_credentials");
    let listed = done(user(data, &["list"], ""));
    assert!(listed.contains("disabled"), "{listed}");
    let said = done(user(data, &["disable", "ADA"], ""));
    assert_eq!(said, "ada is disabled already\n");
    done(user(data, &["enable", "ada"], ""));
    server.post(paths::LOGIN, login).await.expect(200);
}

#[tokio::test]
async fn a_generated_password_is_told_once_and_works() {
    let app = TestApp::start().await;
    let said = done(user(app.data.path(), &["add", "bob", "--generate"], ""));
    let password = said.strip_prefix("made bob\npassword: ").unwrap().trim();
    assert_eq!(app.log_in("bob", password).await.status, 200);
}

#[test]
fn s24_what_cannot_be_done_is_said_with_what_can() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path();
    let add = |name: &str, line: &str| user(path, &["add", name, "--password-stdin"], line);
    done(add("ada", PASSWORD));
    for (output, told) in [
        (add("ada", PASSWORD), "there is a user ada already"),
        (add("a b", PASSWORD), "a user name is made of"),
        (add("bob", "short\n"), "at least 15 characters"),
        (add("bob", "password123456789\n"), "easy to guess"),
        (add("bob", ""), "write it there as one line"),
        (user(path, &["add", "bob"], PASSWORD), "--password-stdin"),
        (user(path, &["disable", "bob"], ""), "there is no user bob"),
        (user(&path.join("typo"), &["list"], ""), "CLAIMCHECK_DATA_DIR"),
    ] {
        let (is_done, said) = output;
        assert!(!is_done, "{said}");
        assert!(said.contains(told), "{said}");
        assert!(!said.contains("short") && !said.contains("heron"), "{said}");
    }
    let listed = done(user(path, &["list"], ""));
    assert_eq!(listed.lines().count(), 2, "{listed}");
}

#[tokio::test]
async fn the_first_admin_is_made_on_a_terminal_when_there_is_no_account() {
    let app = TestApp::start().await;
    let look = |is_terminal| first_admin::look(&app.state, is_terminal, None);
    assert!(matches!(look(false).await.unwrap(), FirstAdmin::Wanted));
    let FirstAdmin::Made(username, password) = look(true).await.unwrap() else {
        panic!("there is an account already")
    };
    assert_eq!(app.log_in(username.as_str(), password.reveal()).await.status, 200);
    assert!(matches!(look(true).await.unwrap(), FirstAdmin::IsThere));
    // Where there are accounts already, no admin is made.
    let app = TestApp::with_user().await;
    let looked = first_admin::look(&app.state, true, None).await.unwrap();
    assert!(matches!(looked, FirstAdmin::Wanted));
}
