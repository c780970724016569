use serde_json::json;
use shared::{UnverifiedClaims, api::paths};
use support::{START, TestApp};

#[tokio::test]
async fn me_says_what_the_token_says() {
    let (app, ada) = TestApp::with_ada().await;
    let claims = UnverifiedClaims::read(&ada.token).unwrap();
    let answer = app.me(&ada.token).await.expect(200);
    assert_eq!(
        answer.json(),
        json!({
            "sub": claims.sub,
            "sid": claims.sid,
            "roles": ["user"],
            "iat": START.seconds().0,
            "exp": START.seconds().0 + 600,
        })
    );
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn me_asks_no_database() {
    let (app, ada) = TestApp::with_ada().await;
    app.state.db.close().await;
    assert_eq!(app.me(&ada.token).await.status, 200);
    assert_eq!(app.me("not.a.token").await.status, 401);
}

#[tokio::test]
async fn info_tells_what_a_client_has_to_know() {
    let app = TestApp::with_flags(&["--access-lifetime", "90s", "--leeway", "0s"]).await;
    assert_eq!(
        app.get(paths::INFO).await.json(),
        json!({
            "now_ms": START.0,
            "issuer": app.state.config.policy.issuer(),
            "audience": "claimcheck",
            "access_lifetime": 90,
            "leeway": 0,
            "password_min": 15,
        })
    );
}

#[tokio::test]
async fn health_and_readiness_differ_when_the_database_is_gone() {
    let app = TestApp::start().await;
    assert_eq!(app.get("/healthz").await.status, 200);
    assert_eq!(app.get("/readyz").await.status, 200);
    app.state.db.close().await;
    assert_eq!(app.get("/healthz").await.status, 200);
    let answer = app.get("/readyz").await.expect(503);
    answer.assert_problem("unavailable");
}

#[tokio::test]
async fn s51_a_server_that_stops_is_not_ready() {
    let app = TestApp::start().await;
    app.state.stopping.cancel();
    assert_eq!(app.get("/readyz").await.status, 503);
    assert_eq!(app.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn s53_without_a_database_nobody_is_signed_in_and_nobody_is_told_wrong() {
    let (app, ada) = TestApp::with_ada().await;
    app.state.db.close().await;
    let login = json!({ "username": "ada", "password": support::PASSWORD });
    for answer in [
        app.post(paths::LOGIN, login.clone()).await,
        app.post(paths::REGISTER, login).await,
        app.renew(&ada.refresh).await,
        app.log_out(&ada.token).await,
    ] {
        assert_eq!(answer.status, 503);
        answer.assert_problem("unavailable");
        // A client that clears its cookies now could not go on later.
        assert!(answer.cookies().is_empty());
    }
}
