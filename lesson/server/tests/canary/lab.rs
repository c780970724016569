//! What visitors do in the lab, with what they should not bring there.

use lesson_shared::paths;
use reqwest::Method;
use serde_json::{Value, json};
use support::canary::{Canary, PASSWORD};

/// As `bob`, who is signed in.
pub(crate) async fn play_in_the_lab(canary: &mut Canary, refresh: &str) {
    let (get, post) = (Method::GET, Method::POST);
    for path in [
        paths::LAB,
        paths::LAB_ELSEWHERE,
        paths::LAB_SOURCE,
        "/api/lab/source/{path}",
        // With the real token.
        paths::LAB_NAIVE_ME,
        paths::LAB_STRICT_ME,
        paths::LAB_NAIVE_ADMIN,
        paths::LAB_STRICT_ADMIN,
        paths::LAB_TRANSFERS,
    ] {
        canary.ask(get.clone(), path, "", None).await;
    }
    let wanted = json!({ "algorithm": "EdDSA" });
    let guess = json!({ "username": "alice", "password": PASSWORD });
    let misplaced = json!({ "username": PASSWORD, "password": "alice" });
    for (path, body) in [
        (paths::LAB_TOKENS, wanted),
        (paths::LAB_NAIVE_LOGIN, guess.clone()),
        (paths::LAB_NAIVE_LOGIN, misplaced.clone()),
        (paths::LAB_STRICT_LOGIN, guess),
        (paths::LAB_STRICT_LOGIN, misplaced),
        (paths::LAB_NAIVE_TRANSFER, json!({})),
        (paths::LAB_STRICT_TRANSFER, json!({})),
        (paths::LAB_TRANSFERS, json!({})),
    ] {
        canary.ask(post.clone(), path, "", Some(body)).await;
    }
    let real = std::mem::take(&mut canary.token);
    let issued = canary.secrets.last().cloned().unwrap();
    for token in [issued, real.clone()] {
        canary.token = token;
        for path in [
            paths::LAB_NAIVE_ME,
            paths::LAB_STRICT_ME,
            paths::LAB_NAIVE_ADMIN,
            paths::LAB_STRICT_ADMIN,
            paths::LAB_LOGOUT,
        ] {
            ask_empty(canary, path, "").await;
        }
    }
    canary.token = real;
    for path in [paths::LAB_THIEF_FORGE, paths::LAB_THIEF_COPY, paths::LAB_THIEF_USE] {
        let answer = ask_empty(canary, path, refresh).await;
        assert!(answer < 300, "{path}: {answer}");
    }
}

async fn ask_empty(canary: &mut Canary, path: &str, cookie: &str) -> u16 {
    let empty: Value = json!({});
    let answer = canary.ask(Method::POST, path, cookie, Some(empty)).await;
    answer.status.as_u16()
}
