//! The keys in the interface for admins: list and rotation.

use super::signing_with;
use insta::assert_snapshot;
use reqwest::Method;
use serde_json::json;
use shared::api::paths;
use support::{START, TestApp};

#[tokio::test]
async fn keys_are_listed_with_their_states_and_nothing_secret() {
    let app = signing_with("EdDSA", &[]).await;
    let root = app.admin().await;
    let old = app.signing_kid();
    let rotated = app
        .send(Method::POST, paths::ADMIN_KEYS_ROTATE, &root.token, Some(json!({})))
        .await
        .expect(200);
    assert_eq!(rotated.header("cache-control"), "no-store");
    let listed = app.send(Method::GET, paths::ADMIN_KEYS, &root.token, None).await;
    assert_eq!(listed.json(), rotated.json());
    let new = listed.json()["keys"][0]["kid"].clone();
    assert_eq!(
        listed.json(),
        json!({ "keys": [
            {
                "kid": new,
                "algorithm": "EdDSA",
                "state": "announced",
                "created_at": START.0,
                "signs_from": START.0 + 60_000,
            },
            {
                "kid": old,
                "algorithm": "EdDSA",
                "state": "signing",
                "created_at": START.0,
                "signs_from": START.0,
                "verifies_until": START.0 + 60_000 + 606_000,
            },
        ] })
    );
    app.advance(60 + 606);
    app.tend().await;
    let root = app.admin().await;
    let listed = app.send(Method::GET, paths::ADMIN_KEYS, &root.token, None).await;
    let states: Vec<_> =
        (0..2).map(|index| listed.json()["keys"][index]["state"].clone()).collect();
    assert_eq!(states, ["signing", "gone"]);
}

#[tokio::test]
async fn a_rotation_under_way_is_told_with_the_time() {
    let (app, root) = TestApp::with_admin().await;
    let rotate = || app.send(Method::POST, paths::ADMIN_KEYS_ROTATE, &root.token, Some(json!({})));
    assert_eq!(rotate().await.status, 200);
    app.advance(18);
    let answer = rotate().await;
    answer.assert_problem("rotation_pending");
    assert_snapshot!(answer.summary(), @r"
    409 code=rotation_pending
    a new key was announced and signs in 42 s; rotate again after that if you still want to
    ");
    app.advance(42);
    assert_eq!(rotate().await.status, 200);
}

#[tokio::test]
async fn s48_a_rotation_is_audited_with_the_admin_who_asked_for_it() {
    let (app, root) = TestApp::with_admin().await;
    app.send(Method::POST, paths::ADMIN_KEYS_ROTATE, &root.token, Some(json!({}))).await;
    let actors: Vec<(String,)> =
        app.rows("SELECT actor_id FROM audit_events WHERE event = 'key_announced'").await;
    assert_eq!(actors, [(root.sub(),)]);
}

#[tokio::test]
async fn a31_a43_keys_are_for_admins() {
    let (app, ada) = TestApp::with_ada().await;
    assert_snapshot!(app.send(Method::GET, paths::ADMIN_KEYS, &ada.token, None).await.summary(), @r#"
    403 code=insufficient_scope
    www-authenticate: Bearer realm="claimcheck", error="insufficient_scope", error_description="this is for admins; sign in with an account that has the role admin"
    this is for admins; sign in with an account that has the role admin
    "#);
    assert_eq!(app.get(paths::ADMIN_KEYS).await.code(), "token_missing");
    let rotate = app.post(paths::ADMIN_KEYS_ROTATE, json!({})).await;
    assert_eq!(rotate.code(), "token_missing");
    let ring = app.state.keys.list(START).await.unwrap();
    assert_eq!(ring.len(), 1);
}

#[tokio::test]
async fn s53_without_the_database_a_rotation_is_not_available() {
    let (app, root) = TestApp::with_admin().await;
    app.state.db.close().await;
    for (method, path, body) in [
        (Method::GET, paths::ADMIN_KEYS, None),
        (Method::POST, paths::ADMIN_KEYS_ROTATE, Some(json!({}))),
    ] {
        let answer = app.send(method, path, &root.token, body).await;
        assert_eq!(answer.code(), "unavailable", "{}", answer.summary());
    }
}
