use reqwest::Method;
use serde_json::{Value, json};
use server::db::audit::LISTS;
use shared::{AuditEvent, api::paths};
use support::{Ask, PASSWORD, TestApp, TestResponse, TestSession, credentials};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

async fn audit(app: &TestApp, admin: &TestSession, query: &str) -> TestResponse {
    app.settle().await;
    let path = format!("{}?{query}", paths::ADMIN_AUDIT);
    app.send(Method::GET, &path, &admin.token, None).await
}

async fn items(app: &TestApp, admin: &TestSession, query: &str) -> Vec<Value> {
    let answer = audit(app, admin, query).await.expect(200);
    answer.json()["items"].as_array().unwrap().clone()
}

fn names(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["event"].as_str().unwrap()).collect()
}

async fn fail_to_sign_in(app: &TestApp, name: &str) {
    let body = credentials(name, "canary in the password");
    let request = app.request(Method::POST, paths::LOGIN).header("user-agent", BROWSER);
    assert_eq!(request.json(&body).ask().await.status, 401);
}

#[tokio::test]
async fn s48_what_happens_to_a_login_is_audited_with_time_user_session_and_caller() {
    let (app, admin) = TestApp::with_admin().await;
    app.register("ada").await;
    app.advance(1);
    let ada = app.sign_in(json!({})).await;
    app.advance(1);
    fail_to_sign_in(&app, "ada").await;
    app.advance(1);
    app.renew(&ada.refresh).await;
    app.advance(11);
    app.renew(&ada.refresh).await;
    app.advance(1);
    let other = app.sign_in(json!({})).await;
    app.advance(1);
    app.log_out(&other.token).await;

    let items = items(&app, &admin, "user=Ada").await;
    let expected = ["logout", "login", "refresh_reused", "login_failed", "login", "register"];
    assert_eq!(names(&items), expected);
    let failed = &items[3];
    assert_eq!(failed["at"], app.state.clock.now().0 - 14_000);
    assert_eq!((&failed["username"], &failed["user_id"]), (&json!("ada"), &json!(ada.sub())));
    assert_eq!(failed["address"], "127.0.0.1");
    assert_eq!(failed["device"], json!({ "browser": "Firefox", "system": "Linux" }));
    assert_eq!(failed.get("session_id"), None);
    assert_eq!(items[2]["session_id"], ada.sid());
    assert!(!serde_json::to_string(&items).unwrap().contains("canary"));
}

#[tokio::test]
async fn the_list_is_filtered_by_event_and_user() {
    let (app, admin) = TestApp::with_admin().await;
    app.signed_in().await;
    app.register("bob").await;
    app.advance(1);
    for name in ["ada", "bob", "nobody"] {
        fail_to_sign_in(&app, name).await;
    }
    let failed = items(&app, &admin, "event=login_failed").await;
    assert_eq!(failed.len(), 3);
    let named = failed.iter().filter(|item| item.get("username").is_some());
    assert_eq!(named.count(), 2);
    assert_eq!(names(&items(&app, &admin, "user=bob").await), ["login_failed", "register"]);
    let both = items(&app, &admin, "event=login_failed&user=ada").await;
    assert_eq!(names(&both), ["login_failed"]);
    for nobody in ["user=nobody", "user=no+name+at+all", "user=", "user=eve&event=login"] {
        assert!(items(&app, &admin, nobody).await.is_empty(), "{nobody}");
    }
    for (query, field) in [
        ("event=nonsense", "event"),
        ("event=", "event"),
        ("event=unknown", "event"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("after=nonsense", "after"),
        ("after=W10", "after"),
        ("order=at", "order"),
        ("user=a&user=b", "user"),
    ] {
        let answer = audit(&app, &admin, query).await;
        answer.assert_wrong_field(field);
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps_while_more_happens() {
    let (app, admin) = TestApp::with_admin().await;
    app.register("ada").await;
    for number in 0..9 {
        app.sign_in(json!({})).await;
        // Some at the same moment, so that the time alone does not order them.
        app.advance(number % 2);
    }
    let all = items(&app, &admin, "user=ada&limit=100").await;
    assert_eq!(all.len(), 10);
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = audit(&app, &admin, &format!("user=ada&limit=3{after}")).await.json();
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else {
            break;
        };
        after = format!("&after={next}");
        app.advance(1);
        fail_to_sign_in(&app, "bob").await;
    }
    assert_eq!(seen, all);
}

#[tokio::test]
async fn the_audit_is_for_admins() {
    let (app, ada) = TestApp::with_ada().await;
    audit(&app, &ada, "").await.assert_problem("insufficient_scope");
    app.get(paths::ADMIN_AUDIT).await.assert_problem("token_missing");
}

#[tokio::test]
async fn each_list_is_read_along_an_index_however_long_it_is() {
    let app = TestApp::start().await;
    for text in LISTS {
        let explained = format!("EXPLAIN QUERY PLAN {text}");
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explained))
            .bind(i64::MAX)
            .bind("")
            .bind(26_i64)
            .bind("x")
            .bind(AuditEvent::Login.name())
            .fetch_all(&app.state.db)
            .await
            .unwrap();
        for (_, _, _, step) in plan {
            assert!(step.starts_with("SEARCH"), "{step} in {text}");
        }
    }
}

#[tokio::test]
async fn a_deleted_user_is_named_no_more() {
    let (app, admin) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    let body = json!({ "password": PASSWORD });
    app.send(Method::DELETE, paths::ME, &ada.token, Some(body)).await.expect(204);
    let items = items(&app, &admin, "event=user_deleted").await;
    assert_eq!(items[0]["user_id"], ada.sub());
    assert_eq!(items[0].get("username"), None);
}

#[tokio::test]
async fn s48_what_an_admin_did_is_not_the_users_own_act_when_that_admin_is_gone() {
    let (app, admin) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    app.make_admin("ada").await;
    let bob = app.signed_in_as("bob").await.sub();
    let ada_as_admin = app.sign_in(json!({})).await;
    let path = paths::ADMIN_USER.replace("{id}", &bob);
    let body = json!({ "disabled": true });
    app.send(Method::PATCH, &path, &ada_as_admin.token, body).await.expect(200);
    let item = items(&app, &admin, "event=user_disabled").await.remove(0);
    assert_eq!((&item["actor"], &item["actor_id"]), (&json!("ada"), &json!(ada.sub())));

    let body = json!({ "password": PASSWORD });
    app.send(Method::DELETE, paths::ME, &ada.token, body).await;
    let item = items(&app, &admin, "event=user_disabled").await.remove(0);
    assert_eq!(item["actor_id"], ada.sub());
    assert_eq!(item.get("actor"), None);
    // An event that the user caused names no actor besides.
    let item = items(&app, &admin, "event=user_deleted").await.remove(0);
    assert_eq!(item.get("actor_id"), None);
}
