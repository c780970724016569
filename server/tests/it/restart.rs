use crate::app::{PASSWORD, TestApp};
use serde_json::json;
use shared::api::paths;

#[tokio::test]
async fn tokens_and_sessions_outlive_a_restart() {
    let app = TestApp::with_flags(&["--public-url", "http://localhost:8080"]).await;
    let ada = app.signed_in().await;
    let app = app.restart().await;
    assert_eq!(app.me(&ada.token).await.status, 200);
    assert_eq!(app.renew(&ada.refresh).await.status, 200);
    assert_eq!(app.sign_in(json!({})).await.answer.status, 200);
}

#[tokio::test]
async fn s37_an_ended_session_stays_ended_after_a_restart() {
    let app = TestApp::with_flags(&["--public-url", "http://localhost:8080"]).await;
    let ada = app.signed_in().await;
    let other = app.sign_in(json!({})).await;
    app.advance(300);
    app.log_out(&ada.token).await;
    app.advance(304);
    let app = app.restart().await;
    assert_eq!(app.me(&ada.token).await.code(), "session_ended");
    assert_eq!(app.me(&other.token).await.status, 200);
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_refused");
}

#[tokio::test]
async fn s34_a_used_refresh_token_is_known_after_a_restart() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    app.renew(&ada.refresh).await;
    app.advance(11);
    let app = app.restart().await;
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_reused");
}

#[tokio::test]
async fn the_key_ring_is_made_once() {
    let app = TestApp::start().await;
    let kid = app.signing_kid();
    let app = app.restart().await;
    assert_eq!(app.signing_kid(), kid);
    assert_eq!(app.get(paths::INFO).await.status, 200);
}

#[tokio::test]
async fn the_demo_account_is_shut_while_the_lab_is_off() {
    let app = TestApp::with_flags(&["--lab", "--public-url", "http://localhost:8080"]).await;
    let demo = app.get(paths::INFO).await.json()["demo"].clone();
    let login = app.post(paths::LOGIN, demo.clone()).await;
    let refresh = login.cookie("claimcheck_refresh").unwrap();

    // Twice, because the second start finds it shut.
    let mut app = app.restart_with(vec![]).await;
    for _ in 0..2 {
        assert_eq!(app.get(paths::INFO).await.json()["demo"], json!(null));
        let answer = app.post(paths::LOGIN, demo.clone()).await;
        assert_eq!(answer.code(), "wrong_credentials");
        assert_eq!(app.renew(&refresh).await.code(), "refresh_refused");
        app = app.restart().await;
    }
    let app = app.restart_with(vec!["--lab".into()]).await;
    assert_eq!(app.post(paths::LOGIN, demo).await.status, 200);
}

#[tokio::test]
async fn a_person_who_took_the_name_of_the_demo_account_keeps_it() {
    let app = TestApp::start().await;
    app.register("demo").await;
    let app = app.restart_with(vec!["--lab".into()]).await;
    assert_eq!(app.get(paths::INFO).await.json()["demo"], json!(null));
    let own = json!({ "username": "demo", "password": PASSWORD });
    let app = app.restart_with(vec![]).await;
    assert_eq!(app.post(paths::LOGIN, own).await.status, 200);
}
