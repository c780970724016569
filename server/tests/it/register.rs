use crate::app::{PASSWORD, TestApp};
use insta::assert_snapshot;
use serde_json::json;
use shared::api::paths;

#[tokio::test]
async fn an_account_is_made_and_its_name_is_folded() {
    let app = TestApp::start().await;
    let answer = app.register("  Ada ").await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["username"], "ada");
    assert_eq!(answer.json()["sub"].as_str().unwrap().len(), 22);
    assert_eq!(app.audited().await, ["register"]);
}

#[tokio::test]
async fn a_name_is_given_once_whatever_its_case() {
    let app = TestApp::start().await;
    app.register("ada").await;
    assert_snapshot!(app.register("ADA").await.told(), @r"
    409 code=username_taken
    ada is somebody else's name here; choose another
    ");
    assert_eq!(app.audited().await, ["register"]);
}

#[tokio::test]
async fn of_many_who_want_one_name_one_gets_it() {
    let app = TestApp::start().await;
    let (a, b, c) = tokio::join!(
        app.register("ada"),
        app.register("ada"),
        app.register("Ada")
    );
    let mut statuses = [a, b, c].map(|answer| answer.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409]);
}

#[tokio::test]
async fn s23_s24_the_rules_are_told_with_the_field() {
    let app = TestApp::start().await;
    let attempt = async |username: &str, password: &str| {
        let body = json!({ "username": username, "password": password });
        app.post(paths::REGISTER, body).await.told()
    };
    assert_snapshot!(attempt("ad", PASSWORD).await, @r"
    422 code=invalid_field field=username
    a user name has at least 3 characters
    ");
    assert_snapshot!(attempt("ada lovelace", PASSWORD).await, @r"
    422 code=invalid_field field=username
    a user name is made of the letters a to z, digits, '.', '_' and '-'
    ");
    assert_snapshot!(attempt("ada", "fourteen chars").await, @r"
    422 code=invalid_field field=password
    a password has at least 15 characters; a few words in a row are easy to remember
    ");
    assert_snapshot!(attempt("ada", &"x".repeat(129)).await, @r"
    422 code=invalid_field field=password
    a password has at most 128 characters
    ");
    // No rules of composition: the same letter is as good as any.
    assert_eq!(
        app.post(
            paths::REGISTER,
            json!({ "username": "ada", "password": "x".repeat(15) })
        )
        .await
        .status,
        201
    );
    assert_eq!(
        app.post(
            paths::REGISTER,
            json!({ "username": "bob", "password": " ".repeat(128) })
        )
        .await
        .status,
        201
    );
}

#[tokio::test]
async fn s23_the_minimum_can_be_configured() {
    let app = TestApp::with_flags(&["--password-min", "8"]).await;
    let body = json!({ "username": "ada", "password": "eight ch" });
    assert_eq!(app.post(paths::REGISTER, body).await.status, 201);
    assert_eq!(app.get(paths::INFO).await.json()["password_min"], 8);
}
