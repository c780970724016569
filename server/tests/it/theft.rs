//! The theft of a refresh token, told at the next sign-in.

use serde_json::{Value, json};
use shared::api::paths;
use support::{Ask, TestApp, TestResponse, TestSession};

const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36";

async fn steal(app: &TestApp, ada: &TestSession) -> TestResponse {
    app.renew(&ada.refresh).await;
    app.advance(11);
    app.page_request(paths::REFRESH, &ada.refresh_cookie())
        .header("user-agent", CHROME)
        .header("x-forwarded-for", "198.51.100.7")
        .ask()
        .await
}

#[tokio::test]
async fn a38_the_next_sign_in_tells_of_a_theft_once() {
    let app = TestApp::with_flags(&["--trusted-proxies", "127.0.0.1"]).await;
    let ada = app.signed_in().await;
    assert_eq!(ada.answer.json()["theft"], Value::Null);
    assert_eq!(steal(&app, &ada).await.code(), "refresh_reused");
    let at = app.state.clock.now().0;
    app.advance(3600);
    let back = app.sign_in(json!({})).await;
    assert_eq!(
        back.answer.json()["theft"],
        json!({
            "at": at,
            "address": "198.51.100.7",
            "device": { "browser": "Chrome", "system": "Windows" },
        })
    );
    let renewed = app.renew(&back.refresh).await;
    assert_eq!(renewed.json()["theft"], Value::Null);
    app.advance(1);
    let again = app.sign_in(json!({})).await;
    assert_eq!(again.answer.json()["theft"], Value::Null);
}

#[tokio::test]
async fn a38_the_last_of_several_thefts_is_told_and_to_its_victim_alone() {
    let app = TestApp::start().await;
    app.register("bob").await;
    let (first, second) = (app.signed_in().await, app.sign_in(json!({})).await);
    steal(&app, &first).await;
    steal(&app, &second).await;
    let at = app.state.clock.now().0;
    let bob = app.sign_in(json!({ "username": "bob" })).await;
    assert_eq!(bob.answer.json()["theft"], Value::Null);
    let ada = app.sign_in(json!({})).await;
    assert_eq!(ada.answer.json()["theft"]["at"], at);
}

#[tokio::test]
async fn a38_a_failed_sign_in_tells_nothing_and_takes_nothing_away() {
    let (app, ada) = TestApp::with_ada().await;
    steal(&app, &ada).await;
    app.advance(1);
    let wrong = json!({ "username": "ada", "password": "not her password" });
    let refused = app.post(paths::LOGIN, wrong).await;
    assert_eq!(refused.code(), "wrong_credentials");
    assert!(!refused.text().contains("theft"));
    let back = app.sign_in(json!({})).await;
    assert!(back.answer.json()["theft"]["at"].is_i64());
}
