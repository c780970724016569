//! A new password.

use insta::assert_snapshot;
use reqwest::Method;
use serde_json::json;
use server::db::sessions;
use shared::{api::paths, credentials::Username};
use support::{PASSWORD, TestApp, TestResponse, TestSession};

const NEW: &str = "seven green kettles sing";

async fn change(app: &TestApp, token: &str, current: &str, new: &str) -> TestResponse {
    let body = json!({ "current": current, "new": new });
    app.send(Method::PUT, paths::PASSWORD, token, body).await
}

async fn two_sessions(app: &TestApp) -> (TestSession, TestSession) {
    (app.signed_in().await, app.sign_in(json!({})).await)
}

#[tokio::test]
async fn s26_s38_a_new_password_ends_the_other_sessions_at_once() {
    let app = TestApp::start().await;
    let (ada, other) = two_sessions(&app).await;
    change(&app, &ada.token, PASSWORD, NEW).await.expect(204);
    app.assert_ended(&other).await;
    assert_eq!(app.me(&ada.token).await.status, 200);
    assert_eq!(app.log_in("ada", PASSWORD).await.code(), "wrong_credentials");
    assert_eq!(app.log_in("ada", NEW).await.status, 200);
    assert!(app.audited().await.contains(&"password_changed".to_owned()));
}

#[tokio::test]
async fn s26_a_copy_of_the_refresh_token_does_not_outlive_the_password() {
    let (app, ada) = TestApp::with_ada().await;
    let answer = change(&app, &ada.token, PASSWORD, NEW).await;
    let own = answer.refresh_token();
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_refused");
    // The thief has ended nothing by that.
    assert_eq!(app.renew(&own).await.status, 200);
}

/// The row of the session cannot be read any more once its nonce is another.
#[tokio::test]
async fn s26_s53_a_change_that_is_answered_with_a_failure_has_changed_nothing() {
    let app = TestApp::start().await;
    let (ada, other) = two_sessions(&app).await;
    app.run(
        "CREATE TRIGGER breaks AFTER UPDATE OF nonce ON sessions \
         BEGIN UPDATE sessions SET storage = 'nowhere' WHERE id = NEW.id; END",
    )
    .await;
    change(&app, &ada.token, PASSWORD, NEW).await.expect(500);
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 200);
    for session in [&ada, &other] {
        app.assert_alive(session).await;
    }
}

/// Another node ended the session, and this one has not read that yet.
#[tokio::test]
async fn s26_s37_a_session_that_is_over_changes_no_password() {
    let (app, ada) = TestApp::with_ada().await;
    app.run(
        "CREATE TRIGGER ends AFTER UPDATE OF nonce ON sessions \
         BEGIN UPDATE sessions SET revoked_at = 1 WHERE id = NEW.id; END",
    )
    .await;
    let answer = change(&app, &ada.token, PASSWORD, NEW).await;
    assert_eq!(answer.code(), "session_ended");
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s26_a_renewal_under_way_meets_the_new_password() {
    let (app, ada) = TestApp::with_ada().await;
    let session = sessions::find(&app.state.db, &ada.sid()).await.unwrap();
    change(&app, &ada.token, PASSWORD, NEW).await;
    let session = session.unwrap();
    let counted = sessions::renew(&app.state.db, &session, &session, "").await;
    assert!(!counted.unwrap());
}

#[tokio::test]
async fn s26_a_login_under_way_meets_the_new_password() {
    let (app, ada) = TestApp::with_ada().await;
    let name = Username::parse("ada").unwrap();
    let before = server::db::users::find(&app.state.db, &name).await.unwrap();
    let before = before.unwrap();
    change(&app, &ada.token, PASSWORD, NEW).await;
    let caller = server::auth::caller::Caller { address: [192, 0, 2, 1].into(), user_agent: None };
    let mode = shared::api::StorageMode::Memory;
    let begun =
        server::auth::issue::begin_session(&app.state, &caller, before, mode, 600, vec![]).await;
    assert!(begun.unwrap().is_none());
    let listed = app.send(Method::GET, paths::SESSIONS, &ada.token, None).await;
    assert_eq!(listed.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn s26_the_current_password_is_asked_for() {
    let app = TestApp::start().await;
    let (ada, other) = two_sessions(&app).await;
    let answer = change(&app, &ada.token, NEW, NEW).await;
    assert_snapshot!(answer.summary(), @r"
    403 code=wrong_password
    this is not the current password of the account; nothing was changed
    ");
    assert_eq!(app.me(&other.token).await.status, 200);
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 200);
    assert!(app.audited().await.contains(&"password_refused".to_owned()));
}

#[tokio::test]
async fn s23_s24_the_new_password_keeps_the_rules_and_is_a_new_one() {
    let (app, ada) = TestApp::with_ada().await;
    let long = "é".repeat(129);
    for new in ["", "short", &long, "password123456789", PASSWORD] {
        let answer = change(&app, &ada.token, PASSWORD, new).await;
        assert_eq!(answer.status, 422, "{new}: {}", answer.summary());
        assert_eq!(answer.json()["field"], "new", "{new}");
        assert!(!answer.text().contains("heron"));
    }
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn s25_the_same_password_typed_otherwise_is_the_same() {
    let app = TestApp::start().await;
    let (composed, decomposed) = ("caf\u{e9} on seven hills", "cafe\u{301} on seven hills");
    let ada = app.signed_in().await;
    change(&app, &ada.token, PASSWORD, composed).await;
    let answer = change(&app, &ada.token, decomposed, composed).await;
    assert_eq!((answer.status.as_u16(), &*answer.json()["field"].to_string()), (422, "\"new\""));
}

#[tokio::test]
async fn s26_of_two_changes_at_once_one_wins() {
    let app = TestApp::start().await;
    let (ada, other) = two_sessions(&app).await;
    let another = "four grey owls wait up";
    let (one, two) = tokio::join!(
        change(&app, &ada.token, PASSWORD, NEW),
        change(&app, &other.token, PASSWORD, another)
    );
    let (won, lost, password) =
        if one.status == 204 { (one, two, NEW) } else { (two, one, another) };
    assert_eq!(won.status, 204);
    // As its password is not the current one any more, or its session has ended by then.
    assert!(["wrong_password", "session_ended"].contains(&&*lost.code()), "{}", lost.summary());
    assert_eq!(app.log_in("ada", password).await.status, 200);
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 401);
}

#[tokio::test]
async fn a44_a_stolen_token_does_not_help_to_guess_the_password() {
    let (app, ada) = TestApp::with_ada().await;
    for _ in 0..10 {
        let answer = change(&app, &ada.token, "not her password", NEW).await;
        assert_eq!(answer.code(), "wrong_password");
    }
    let answer = change(&app, &ada.token, PASSWORD, NEW).await;
    assert_eq!(answer.code(), "too_many_attempts");
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert_eq!(app.audited().await.last().unwrap(), "login_throttled");
    // The owner signs in meanwhile, and can change it after the wait.
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 200);
    app.advance(wait);
    assert_eq!(change(&app, &ada.token, PASSWORD, NEW).await.status, 204);
}

#[tokio::test]
async fn a_guest_account_keeps_its_password_for_the_next_guest() {
    let app = TestApp::start().await;
    app.state.limits.guests.set(vec!["ada".into()]);
    let token = app.signed_in().await.token;
    let answer = change(&app, &token, PASSWORD, NEW).await.expect(409);
    answer.assert_problem("guest_account");
    let body = json!({ "password": PASSWORD });
    let answer = app.send(Method::DELETE, paths::ME, &token, body).await;
    answer.assert_problem("guest_account");
    assert_eq!(app.log_in("ada", PASSWORD).await.status, 200);
}
