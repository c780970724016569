use serde_json::json;
use shared::api::paths;
use support::TestApp;

#[tokio::test]
async fn tokens_and_sessions_outlive_a_restart() {
    let app = TestApp::with_flags(&["--public-url", "http://localhost:8080"]).await;
    let ada = app.signed_in().await;
    let app = app.restart().await;
    app.assert_alive(&ada).await;
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
    let (app, ada) = TestApp::with_ada().await;
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
