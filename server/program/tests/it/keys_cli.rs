//! `claimcheck keys`, beside a running server.
#![cfg(unix)]

use crate::binary::{Running, claimcheck, finish, serve};
use reqwest::Method;
use shared::api::paths;
use std::{path::Path, time::Duration};
use support::Ask;

fn keys(data: &Path, args: &[&str]) -> (bool, String) {
    finish(claimcheck(data, &["keys"]).args(args))
}

#[tokio::test]
async fn s19_a_running_server_takes_over_what_the_command_line_rotates() {
    let data = tempfile::tempdir().unwrap();
    let server = Running::start_with(serve(data.path()).args(["--algorithm", "EdDSA"]));
    let (_, listed) = keys(data.path(), &["list"]);
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(listed.contains("EdDSA      signing"), "{listed}");

    let (done, said) = keys(data.path(), &["rotate"]);
    assert!(
        done && said.starts_with("announced ") && said.contains(" for EdDSA; it signs from 2"),
        "{said}"
    );
    let kid = said.split(' ').nth(1).unwrap();
    tokio::time::timeout(Duration::from_secs(20), server.publishes(kid))
        .await
        .expect("the server does not see the new key");

    let (done, said) = keys(data.path(), &["rotate", "--algorithm", "RS256"]);
    assert!(!done && said.contains("was announced already"), "{said}");
    let (_, listed) = keys(data.path(), &["list"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert!(
        lines[1].starts_with(kid) && lines[1].contains("announced") && lines[1].ends_with('-'),
        "{listed}"
    );
    assert!(lines[2].contains("signing") && lines[2].ends_with('Z'), "{listed}");
}

impl Running {
    /// Waits until the server publishes a key.
    async fn publishes(&self, kid: &str) {
        let mut ticks = tokio::time::interval(Duration::from_millis(50));
        loop {
            ticks.tick().await;
            let jwks = self.request(Method::GET, paths::JWKS).ask().await.json();
            let published = jwks["keys"].as_array().unwrap();
            if published.iter().any(|key| key["kid"] == kid) {
                return;
            }
        }
    }
}

#[tokio::test]
async fn a_rotation_from_the_command_line_can_change_the_algorithm() {
    let data = tempfile::tempdir().unwrap();
    drop(Running::start_with(&mut serve(data.path())));
    let (done, said) =
        keys(data.path(), &["rotate", "--algorithm", "ES256", "--key-announce", "1h"]);
    assert!(done && said.contains("for ES256"), "{said}");
    let (done, said) = keys(data.path(), &["rotate", "--algorithm", "none"]);
    assert!(!done && said.contains("none of HS256"), "{said}");
    let (done, said) = keys(data.path(), &["list", "--leeway", "1h"]);
    assert!(!done && said.contains("leeway of 3600 s"), "{said}");
}

/// While a key is announced and does not sign yet, no other key can be announced.
#[tokio::test]
async fn s19_an_announcement_that_is_too_long_is_refused_and_announces_nothing() {
    let data = tempfile::tempdir().unwrap();
    drop(Running::start_with(&mut serve(data.path())));
    for long in ["8d", "36500d", "18446744073709551615s"] {
        let (done, said) = keys(data.path(), &["rotate", "--key-announce", long]);
        assert!(!done && said.contains("at most 7d"), "{said}");
    }
    let (done, said) = keys(data.path(), &["rotate"]);
    assert!(done && said.starts_with("announced "), "{said}");
}

#[test]
fn a_directory_without_a_database_stays_empty() {
    let data = tempfile::tempdir().unwrap();
    for action in ["list", "rotate"] {
        let (done, said) = keys(data.path(), &[action]);
        assert!(!done && said.contains("start the server once"), "{said}");
    }
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
}
