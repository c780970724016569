//! The end of an account.

use insta::assert_snapshot;
use reqwest::Method;
use serde_json::json;
use server::ops::housekeeping;
use shared::api::paths;
use support::{PASSWORD, TestApp, TestResponse};

async fn delete(app: &TestApp, token: &str, password: &str) -> TestResponse {
    let body = json!({ "password": password });
    app.send(Method::DELETE, paths::ME, token, body).await
}

#[tokio::test]
async fn s38_a_deleted_account_is_over_at_once_and_its_name_is_free() {
    let (app, ada) = TestApp::with_ada().await;
    let other = app.sign_in(json!({})).await;
    app.advance(60);
    let profile = json!({ "version": 0, "email": "ada@example.com" });
    app.send(Method::PUT, paths::PROFILE, &ada.token, profile).await;
    let answer = delete(&app, &ada.token, PASSWORD).await.expect(204);
    assert_eq!(answer.cookies().len(), 2);
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    for signed_in in [&ada, &other] {
        app.assert_ended(signed_in).await;
    }
    assert_eq!(app.log_in("ada", PASSWORD).await.code(), "wrong_credentials");
    assert_eq!(app.count("profiles").await, 0);

    let sql = "SELECT id, username, password_hash, roles, created_at, last_login_at FROM users";
    let rows = app.rows::<(String, String, String, String, i64, Option<i64>)>(sql).await;
    let (id, nothing) = (ada.sub(), String::new());
    let now = app.state.clock.now().0;
    let name = format!("deleted:{id}");
    assert_eq!(rows, [(id.clone(), name, nothing.clone(), nothing, now, None)]);
    let callers: Vec<(Option<String>,)> = app.rows("SELECT caller FROM sessions").await;
    assert_eq!(callers, [(None,), (None,)]);
    assert!(app.audited().await.contains(&"user_deleted".to_owned()));
    // A user who registers the name afterwards is another user.
    let next = app.signed_in().await;
    assert_ne!(next.sub(), id);
}

#[tokio::test]
async fn a_token_alone_deletes_nothing() {
    let (app, ada) = TestApp::with_ada().await;
    let answer = delete(&app, &ada.token, "not her password").await.expect(403);
    answer.assert_problem("wrong_password");
    app.assert_alive(&ada).await;
}

#[tokio::test]
async fn the_last_admin_who_can_sign_in_stays() {
    let (app, root) = TestApp::with_admin().await;
    app.register("ada").await;
    app.make_admin("ada").await;
    app.set_disabled("ada", true).await;
    let answer = delete(&app, &root.token, PASSWORD).await;
    assert_snapshot!(answer.summary(), @r"
    409 code=own_account
    this is the only admin who can sign in; make another one first, with `claimcheck user add NAME --admin`
    ");
    app.assert_alive(&root).await;
    app.set_disabled("ada", false).await;
    assert_eq!(delete(&app, &root.token, PASSWORD).await.status, 204);
}

#[tokio::test]
async fn the_row_goes_once_no_token_can_name_it() {
    let (app, ada) = TestApp::with_ada().await;
    delete(&app, &ada.token, PASSWORD).await;
    app.advance(11 * 60);
    housekeeping::clean(&app.state).await.unwrap();
    assert_eq!(app.count("users").await, 1);
    app.advance(25 * 60 * 60);
    housekeeping::clean(&app.state).await.unwrap();
    assert_eq!(app.count("users").await, 0);
    assert_eq!(app.count("sessions").await, 0);
    // The audit keeps the events.
    assert_eq!(app.audited().await, ["register", "login", "user_deleted"]);
}
