//! Guessing is slowed down: per account, per known device and per network.

mod account;
mod device;
mod network;

use reqwest::Method;
use shared::api::paths;
use support::{Ask, TestApp, TestResponse, credentials};

const WRONG: &str = "not her password at all";
const OWNER: &str = "203.0.113.1";

/// The address of a client that is not the owner; each number has another one.
fn stranger(number: u32) -> String {
    format!("198.51.{}.{}", 100 + number / 250, number % 250 + 1)
}

async fn start() -> TestApp {
    let app = TestApp::with_flags(&["--trusted-proxies", "127.0.0.1"]).await;
    app.register("ada").await;
    app
}

async fn post(
    app: &TestApp,
    from: &str,
    cookie: &str,
    path: &str,
    body: serde_json::Value,
) -> TestResponse {
    let mut request = app
        .request(Method::POST, path)
        .header("x-forwarded-for", from)
        .header("sec-fetch-site", "same-origin");
    if !cookie.is_empty() {
        request = request.header("cookie", cookie);
    }
    request.json(&body).ask().await
}

async fn log_in_as(app: &TestApp, from: &str, username: &str, password: &str) -> TestResponse {
    post(app, from, "", paths::LOGIN, credentials(username, password)).await
}

async fn log_in(app: &TestApp, from: &str, password: &str) -> TestResponse {
    log_in_as(app, from, "ada", password).await
}

/// Strangers at eleven addresses use up the tries of an account, and the first try that each has beside them.
async fn flood(app: &TestApp, username: &str) {
    for number in 0..10 {
        for _ in 0..5 {
            log_in_as(app, &stranger(number), username, WRONG).await.expect(401);
        }
    }
    log_in_as(app, &stranger(10), username, WRONG).await.expect(401);
    log_in_as(app, &stranger(10), username, WRONG).await.expect(429);
}

/// Uses up the first try of the owner's site.
async fn mistype(app: &TestApp, username: &str) {
    log_in_as(app, OWNER, username, WRONG).await.expect(401);
}
