//! The commands for when something has leaked, beside a running server.
#![cfg(unix)]

use crate::binary::{Running, claimcheck, finish};
use shared::api::paths;
use std::{fs, os::unix::fs::PermissionsExt, path::Path};
use support::{PASSWORD, credentials, until};

fn run(data: &Path, args: &[&str]) -> (bool, String) {
    finish(&mut claimcheck(data, args))
}

/// Signs in as this user, who is registered first, and returns the access token.
async fn sign_in(server: &Running, username: &str) -> String {
    let ada = credentials(username, PASSWORD);
    server.post(paths::REGISTER, ada.clone()).await;
    server.post(paths::LOGIN, ada).await.access_token()
}

#[tokio::test]
async fn s65_a_running_server_refuses_every_token_of_a_revoked_key() {
    let data = tempfile::tempdir().unwrap();
    let server = Running::start(data.path());
    let token = sign_in(&server, "ada").await;
    assert_eq!(server.me(&token).await.status, 200);
    let (_, listed) = run(data.path(), &["keys", "list"]);
    let kid = listed.lines().nth(1).unwrap().split(' ').next().unwrap();
    let (done, told) = run(data.path(), &["keys", "revoke", kid]);
    assert!(done && told.starts_with(&format!("revoked {kid}; ")), "{told}");
    until(async || server.me(&token).await.code() == "token_invalid").await;
    // The successor signs at once.
    let token = sign_in(&server, "ada").await;
    assert_eq!(server.me(&token).await.status, 200);
    // One key in 64 has an id that begins with a hyphen.
    for unknown in [kid, "made-up", "-made-up", "-hmade-up"] {
        let (done, told) = run(data.path(), &["keys", "revoke", unknown]);
        assert!(!done && told.contains("there is no key"), "{told}");
    }
}

#[tokio::test]
async fn s65_a_running_server_refuses_the_sessions_that_the_command_ends() {
    let data = tempfile::tempdir().unwrap();
    let server = Running::start(data.path());
    let (ada, bob) = (sign_in(&server, "ada").await, sign_in(&server, "bob").await);
    let end = |args: &[&str]| run(data.path(), &[&["sessions", "end"], args].concat());
    assert_eq!(end(&["--user", "ada"]), (true, "sessions ended: 1\n".into()));
    until(async || server.me(&ada).await.code() == "session_ended").await;
    assert_eq!(server.me(&bob).await.status, 200);
    assert_eq!(end(&["--all"]), (true, "sessions ended: 1\n".into()));
    until(async || server.me(&bob).await.code() == "session_ended").await;
    for (args, told) in [
        (&["--user", "eve"][..], "there is no user eve"),
        (&["--user", "ada", "--all"], "cannot be used with"),
        (&[], "--all"),
    ] {
        let (done, said) = end(args);
        assert!(!done && said.contains(told), "{said}");
    }
}

#[tokio::test]
async fn s52_a_backup_of_a_running_server_has_the_account_that_was_made_last() {
    let data = tempfile::tempdir().unwrap();
    let server = Running::start(data.path());
    sign_in(&server, "ada").await;
    let restored = tempfile::tempdir().unwrap();
    let copy = restored.path().join("claimcheck.db");
    let backup = || run(data.path(), &["backup", copy.to_str().unwrap()]);
    let (done, told) = backup();
    assert!(done && told.starts_with("copied to "), "{told}");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let (done, told) = backup();
    assert!(!done && told.contains("name a new one"), "{told}");
    drop(server);
    fs::copy(data.path().join("root.key"), restored.path().join("root.key")).unwrap();
    let server = Running::start(restored.path());
    let login = server.post(paths::LOGIN, credentials("ada", PASSWORD)).await;
    assert_eq!(login.status, 200);
}
