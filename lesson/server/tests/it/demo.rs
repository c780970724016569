//! The demo account: there with the lab and only with it, and the same for every visitor.

use crate::lesson::{with_lab, with_lesson};
use lesson_shared::paths;
use reqwest::Method;
use serde_json::{Value, json};
use server::ops::first_admin::{self, FirstAdmin};
use support::app::{PASSWORD, TestApp};

/// The demo account as the page reads it.
async fn demo_account(app: &TestApp) -> Value {
    app.get(paths::LESSON).await.json()["demo"].clone()
}

#[tokio::test]
async fn the_demo_account_is_shut_while_the_lab_is_off() {
    let app = TestApp::assembled(&["--public-url", "http://localhost:8080"], with_lab()).await;
    let demo = demo_account(&app).await;
    let login = app.post(paths::LOGIN, demo.clone()).await;
    let refresh = login.cookie("claimcheck_refresh").unwrap();

    // Twice, because the second start finds it shut.
    let mut app = app.restart_as(with_lesson(false)).await;
    for _ in 0..2 {
        assert_eq!(demo_account(&app).await, json!(null));
        let answer = app.post(paths::LOGIN, demo.clone()).await;
        assert_eq!(answer.code(), "wrong_credentials");
        assert_eq!(app.renew(&refresh).await.code(), "refresh_refused");
        app = app.restart().await;
    }
    let app = app.restart_as(with_lab()).await;
    assert_eq!(app.post(paths::LOGIN, demo).await.status, 200);
}

#[tokio::test]
async fn a_person_who_took_the_name_of_the_demo_account_keeps_it() {
    let app = TestApp::start().await;
    app.register("demo").await;
    let app = app.restart_as(with_lab()).await;
    assert_eq!(demo_account(&app).await, json!(null));
    let own = json!({ "username": "demo", "password": PASSWORD });
    let app = app.restart_as(with_lesson(false)).await;
    assert_eq!(app.post(paths::LOGIN, own).await.status, 200);
}

#[tokio::test]
async fn the_demo_account_is_there_with_the_lab_and_only_with_it() {
    let app = TestApp::assembled(&[], with_lab()).await;
    let demo = demo_account(&app).await;
    let known = json!({ "username": "demo", "password": "seven-steps-of-a-token" });
    assert_eq!(demo, known);
    assert_eq!(app.post(paths::LOGIN, demo).await.status, 200);

    let app = TestApp::assembled(&[], with_lesson(false)).await;
    assert_eq!(demo_account(&app).await, json!(null));
    assert_eq!(app.post(paths::LOGIN, known).await.status, 401);
}

#[tokio::test]
async fn the_demo_account_stays_as_it_is_for_the_next_visitor() {
    let app = TestApp::assembled(&[], with_lab()).await;
    let demo = demo_account(&app).await;
    let login = app.post(paths::LOGIN, demo.clone()).await;
    let token = login.json()["access_token"].as_str().unwrap().to_owned();
    let body = json!({ "password": demo["password"] });
    app.send(Method::DELETE, paths::ME, &token, body).await.assert_problem("guest_account");
    assert_eq!(app.post(paths::LOGIN, demo).await.status, 200);
}

#[tokio::test]
async fn the_demo_account_does_not_keep_the_first_admin_from_being_made() {
    let app = TestApp::assembled(&[], with_lab()).await;
    let look = |reads| first_admin::look(&app.state, reads, Some(lesson_server::DEMO));
    assert!(matches!(look(false).await.unwrap(), FirstAdmin::Wanted));
    let FirstAdmin::Made(username, password) = look(true).await.unwrap() else {
        panic!("the demo account counts as a user")
    };
    let login = json!({ "username": username.as_str(), "password": password.reveal() });
    assert_eq!(app.post(paths::LOGIN, login).await.status, 200);
    assert!(matches!(look(true).await.unwrap(), FirstAdmin::IsThere));
}
