//! The end of an account.

use insta::assert_snapshot;
use reqwest::Method;
use serde_json::json;
use server::ops::housekeeping;
use shared::api::paths;
use support::{
    app::{PASSWORD, TestApp},
    response::TestResponse,
};

async fn delete(app: &TestApp, token: &str, password: &str) -> TestResponse {
    let body = json!({ "password": password });
    app.send(Method::DELETE, paths::ME, token, body).await
}

async fn count(app: &TestApp, table: &str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    let (rows,): (i64,) = sqlx::query_as(sql).fetch_one(&app.state.db).await.unwrap();
    rows
}

#[tokio::test]
async fn s38_a_deleted_account_is_over_at_once_and_its_name_is_free() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    let other = app.sign_in(json!({})).await;
    app.advance(60);
    let profile = json!({ "version": 0, "email": "ada@example.com" });
    app.send(Method::PUT, paths::PROFILE, &ada.token, profile).await;
    let answer = delete(&app, &ada.token, PASSWORD).await;
    assert_eq!(answer.status, 204, "{}", answer.summary());
    assert_eq!(answer.cookies().len(), 2);
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    for signed_in in [&ada, &other] {
        assert_eq!(app.me(&signed_in.token).await.code(), "session_ended");
        let renewed = app.renew(&signed_in.refresh).await;
        assert_eq!(renewed.code(), "refresh_refused");
    }
    let login = json!({ "username": "ada", "password": PASSWORD });
    assert_eq!(app.post(paths::LOGIN, login).await.code(), "wrong_credentials");
    assert_eq!(count(&app, "profiles").await, 0);
    let row: (String, String, String, String, i64, Option<i64>) = sqlx::query_as(
        "SELECT id, username, password_hash, roles, created_at, last_login_at FROM users",
    )
    .fetch_one(&app.state.db)
    .await
    .unwrap();
    let (id, nothing) = (ada.sub(), String::new());
    let now = app.state.clock.now().0;
    let name = format!("deleted:{id}");
    assert_eq!(row, (id.clone(), name, nothing.clone(), nothing, now, None));
    let callers: Vec<(Option<String>,)> =
        sqlx::query_as("SELECT caller FROM sessions").fetch_all(&app.state.db).await.unwrap();
    assert_eq!(callers, [(None,), (None,)]);
    assert!(app.audited().await.contains(&"user_deleted".to_owned()));
    // The next of this name is somebody else.
    let next = app.signed_in().await;
    assert_ne!(next.sub(), id);
}

#[tokio::test]
async fn a_token_alone_deletes_nothing() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    let answer = delete(&app, &ada.token, "not her password").await;
    assert_eq!(answer.status, 403);
    answer.assert_problem("wrong_password");
    assert_eq!(app.me(&ada.token).await.status, 200);
    assert_eq!(app.renew(&ada.refresh).await.status, 200);
}

#[tokio::test]
async fn the_last_admin_who_can_sign_in_stays() {
    let app = TestApp::start().await;
    let root = app.admin().await;
    app.register("ada").await;
    sqlx::query("UPDATE users SET roles = 'user admin' WHERE username = 'ada'")
        .execute(&app.state.db)
        .await
        .unwrap();
    app.set_disabled("ada", true).await;
    let answer = delete(&app, &root.token, PASSWORD).await;
    assert_snapshot!(answer.summary(), @r"
    409 code=own_account
    this is the only admin who can sign in; make another one first, with `claimcheck user add NAME --admin`
    ");
    assert_eq!(app.me(&root.token).await.status, 200);
    assert_eq!(app.renew(&root.refresh).await.status, 200);
    app.set_disabled("ada", false).await;
    assert_eq!(delete(&app, &root.token, PASSWORD).await.status, 204);
}

#[tokio::test]
async fn the_row_goes_once_no_token_can_name_it() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    delete(&app, &ada.token, PASSWORD).await;
    app.advance(11 * 60);
    housekeeping::clean(&app.state).await.unwrap();
    assert_eq!(count(&app, "users").await, 1);
    app.advance(25 * 60 * 60);
    housekeeping::clean(&app.state).await.unwrap();
    assert_eq!(count(&app, "users").await, 0);
    assert_eq!(count(&app, "sessions").await, 0);
    // What happened stays on record.
    assert_eq!(app.audited().await, ["register", "login", "user_deleted"]);
}
