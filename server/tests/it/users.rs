//! The users, as admins see and change them.

use insta::assert_snapshot;
use reqwest::Method;
use serde_json::{Value, json};
use server::db::{audit::Event, users};
use shared::{AuditEvent, api::paths, compact::base64url};
use support::{Ask, PASSWORD, TestApp, TestResponse, TestSession};

fn user_path(id: &str) -> String {
    paths::ADMIN_USER.replace("{id}", id)
}

fn sessions_path(id: &str) -> String {
    paths::ADMIN_USER_SESSIONS.replace("{id}", id)
}

fn session_path(id: &str, session: &str) -> String {
    let path = paths::ADMIN_USER_SESSION.replace("{id}", id);
    path.replace("{session}", session)
}

async fn find(app: &TestApp, root: &TestSession, query: &str) -> Value {
    let path = format!("{}{query}", paths::ADMIN_USERS);
    let answer = app.send(Method::GET, &path, &root.token, None).await.expect(200);
    answer.json()
}

fn names(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["username"].as_str().unwrap()).collect()
}

async fn disable(app: &TestApp, root: &TestSession, id: &str, disabled: bool) -> TestResponse {
    let body = json!({ "disabled": disabled });
    app.send(Method::PATCH, &user_path(id), &root.token, body).await
}

#[tokio::test]
async fn a31_a_genuine_token_without_the_role_is_not_enough() {
    let (app, ada) = TestApp::with_ada().await;
    let (sub, sid) = (ada.sub(), ada.sid());
    for (method, path) in [
        (Method::GET, paths::ADMIN_USERS.to_owned()),
        (Method::PATCH, user_path(&sub)),
        (Method::GET, sessions_path(&sub)),
        (Method::DELETE, sessions_path(&sub)),
        (Method::DELETE, session_path(&sub, &sid)),
    ] {
        let body = json!({ "disabled": true });
        let answer = app.send(method.clone(), &path, &ada.token, body).await;
        assert_eq!(answer.status, 403, "{method} {path}");
        answer.assert_problem("insufficient_scope");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.contains(r#"error="insufficient_scope""#));
        let unsigned = app.request(method, &path).ask().await;
        assert_eq!(unsigned.code(), "token_missing", "{path}");
    }
    assert_eq!(app.me(&ada.token).await.status, 200);
}

#[tokio::test]
async fn a_user_is_listed_with_what_an_admin_needs_and_no_more() {
    let (app, root) = TestApp::with_admin().await;
    let now = app.state.clock.now().0;
    app.register("bob").await;
    app.advance(1);
    let ada = app.signed_in().await;
    app.sign_in(json!({})).await;
    let page = find(&app, &root, "?search=ada").await;
    assert_eq!(
        page,
        json!({ "items": [{
            "id": ada.sub(), "username": "ada", "roles": ["user"], "created_at": now + 1000,
            "last_login_at": now + 1000, "sessions": 2,
        }] })
    );
    let page = find(&app, &root, "").await;
    assert_eq!(names(&page), ["ada", "bob", "root"]);
    assert_eq!(page["items"][1]["last_login_at"], Value::Null);
    assert_eq!(page["items"][2]["roles"], json!(["user", "admin"]));
}

#[tokio::test]
async fn a_search_is_for_the_beginning_of_a_name() {
    let (app, root) = TestApp::with_admin().await;
    for name in ["ada", "ada-2", "ada.l", "adb", "zoe"] {
        app.register(name).await;
    }
    for (search, found) in [
        ("ada", &["ada", "ada-2", "ada.l"][..]),
        ("%20ADA.%20", &["ada.l"]),
        ("ad", &["ada", "ada-2", "ada.l", "adb"]),
        ("", &["ada", "ada-2", "ada.l", "adb", "root", "zoe"]),
        ("z", &["zoe"]),
        ("zz", &[]),
        ("%25", &[]),
        ("a_a", &[]),
        ("%EC%95%84", &[]),
        ("%00", &[]),
        ("a%7F", &[]),
        ("'%20OR%201=1", &[]),
        (&"a".repeat(4000), &[]),
    ] {
        let page = find(&app, &root, &format!("?search={search}")).await;
        assert_eq!(names(&page), found, "{search:.20}");
    }
    let page = find(&app, &root, "?search=ad&limit=3").await;
    let next = page["next"].as_str().unwrap();
    let page = find(&app, &root, &format!("?search=ad&after={next}")).await;
    assert_eq!(names(&page), ["adb"]);
    assert_eq!(page["next"], Value::Null);
    // A cursor of another search leads to nothing that was not asked for.
    let elsewhere = base64url(br#""a""#);
    let page = find(&app, &root, &format!("?search=z&after={elsewhere}")).await;
    assert_eq!(names(&page), ["zoe"]);
    for (query, field) in [
        ("?limit=0", "limit"),
        ("?search=a&search=b", "search"),
        ("?name=a", "name"),
        ("?after=%22", "after"),
    ] {
        let path = format!("{}{query}", paths::ADMIN_USERS);
        let answer = app.send(Method::GET, &path, &root.token, None).await;
        assert_eq!(answer.json()["field"], field, "{}", answer.text());
    }
}

#[tokio::test]
async fn s38_a_disabled_user_is_out_at_once_and_back_when_enabled() {
    let (app, root) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    for _ in 0..2 {
        let answer = disable(&app, &root, &ada.sub(), true).await.expect(200);
        assert_eq!(answer.json()["username"], "ada");
        assert_eq!(answer.json()["disabled_at"], app.state.clock.now().0);
        assert_eq!(answer.json()["sessions"], 0);
    }
    app.assert_ended(&ada).await;
    let login = json!({ "username": "ada", "password": PASSWORD });
    let refused = app.post(paths::LOGIN, login).await;
    assert_eq!(refused.code(), "wrong_credentials");
    for _ in 0..2 {
        let answer = disable(&app, &root, &ada.sub(), false).await;
        assert_eq!(answer.json()["disabled_at"], Value::Null);
    }
    // The ended session stays ended.
    assert_eq!(app.me(&ada.token).await.code(), "session_ended");
    app.sign_in(json!({})).await;
    let audited = app.audited().await;
    let ours = audited.iter().filter(|event| event.starts_with("user_"));
    assert_eq!(ours.collect::<Vec<_>>(), ["user_disabled", "user_enabled"]);
    let by: Vec<(String, String)> = app
        .rows("SELECT user_id, actor_id FROM audit_events WHERE event LIKE 'user_%' ORDER BY event")
        .await;
    assert_eq!(by, [(ada.sub(), root.sub()), (ada.sub(), root.sub())]);
}

#[tokio::test]
async fn s38_a_login_under_way_does_not_outlive_its_account() {
    let (app, root) = TestApp::with_admin().await;
    app.register("ada").await;
    let name = shared::credentials::Username::parse("ada").unwrap();
    // As it was when the password was compared.
    let before = users::find(&app.state.db, &name).await.unwrap().unwrap();
    disable(&app, &root, &before.id, true).await;
    let caller = server::auth::caller::Caller { address: [192, 0, 2, 1].into(), user_agent: None };
    let mode = shared::api::StorageMode::Memory;
    let begun =
        server::auth::issue::begin_session(&app.state, &caller, before, mode, 600, vec![]).await;
    assert!(begun.unwrap().is_none());
}

#[tokio::test]
async fn an_admin_stays_and_so_does_a_guest_account() {
    let app = TestApp::start().await;
    app.state.limits.guests.set(vec!["guest".into()]);
    app.register("guest").await;
    let root = app.admin().await;
    let answer = disable(&app, &root, &root.sub(), true).await;
    assert_snapshot!(answer.summary(), @r"
    409 code=own_account
    an admin cannot disable the own account; ask another admin
    ");
    assert_eq!(disable(&app, &root, &root.sub(), false).await.status, 200);
    let page = find(&app, &root, "?search=guest").await;
    let guest = page["items"][0]["id"].as_str().unwrap();
    let answer = disable(&app, &root, guest, true).await;
    answer.assert_problem("guest_account");
    assert_eq!(disable(&app, &root, guest, false).await.status, 200);
    for id in ["unknown", "a%2Fb", "%ff", "deleted:x"] {
        let answer = disable(&app, &root, id, true).await;
        assert_eq!(answer.status, 404, "{id}");
        answer.assert_problem("not_found");
    }
}

#[tokio::test]
async fn two_admins_who_disable_each_other_do_not_leave_the_place_without_one() {
    let (app, root) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    let event = || Event::new(AuditEvent::UserDisabled, app.state.clock.now());
    let disable = |whom: String, by: String| {
        let event = event();
        let db = &app.state.db;
        async move { users::set_disabled(db, &whom, true, Some(&by), event).await.unwrap() }
    };
    // Both had passed the door before either was disabled.
    assert_eq!(disable(ada.sub(), root.sub()).await, [(ada.sid(), app.state.clock.now())]);
    assert!(disable(root.sub(), ada.sub()).await.is_empty());
    app.assert_alive(&root).await;
}

/// Another admin enables the account again at the same moment.
#[tokio::test]
async fn s38_an_admin_whom_another_one_overtook_stays_signed_in() {
    let (app, root) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    app.run(
        "CREATE TRIGGER overtakes AFTER UPDATE OF disabled_at ON users \
         BEGIN UPDATE users SET disabled_at = NULL WHERE id = NEW.id; END",
    )
    .await;
    let answer = disable(&app, &root, &ada.sub(), true).await.expect(200);
    assert_eq!(answer.json()["disabled_at"], Value::Null);
}

#[tokio::test]
async fn s38_an_admin_who_was_disabled_meanwhile_is_not_obeyed_and_is_out() {
    let (app, root) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    app.set_disabled("root", true).await;
    let answer = disable(&app, &root, &ada.sub(), true).await;
    assert_eq!(answer.code(), "session_ended");
    assert_eq!(app.me(&ada.token).await.status, 200);
}

#[tokio::test]
async fn a_deleted_user_is_not_there_for_an_admin() {
    let (app, root) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    let body = json!({ "password": PASSWORD });
    app.send(Method::DELETE, paths::ME, &ada.token, body).await;
    assert_eq!(names(&find(&app, &root, "").await), ["root"]);
    assert_eq!(disable(&app, &root, &ada.sub(), false).await.status, 404);
    let path = sessions_path(&ada.sub());
    for method in [Method::GET, Method::DELETE] {
        app.send(method, &path, &root.token, None).await.expect(404);
    }
}

#[tokio::test]
async fn s37_an_admin_ends_one_session_or_all() {
    let (app, root) = TestApp::with_admin().await;
    let ada = app.signed_in().await;
    let other = app.sign_in(json!({})).await;
    let third = app.sign_in(json!({})).await;
    let path = sessions_path(&ada.sub());
    let listed = app.send(Method::GET, &path, &root.token, None).await.json();
    let items = listed["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    assert!(items.iter().all(|item| item["current"] == false));
    // A session is found under the id of its own user alone.
    for path in [
        session_path(&root.sub(), &other.sid()),
        session_path(&ada.sub(), "unknown"),
        session_path("unknown", &other.sid()),
    ] {
        let answer = app.send(Method::DELETE, &path, &root.token, None).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    let one = session_path(&ada.sub(), &other.sid());
    let answer = app.send(Method::DELETE, &one, &root.token, None).await.expect(204);
    assert!(answer.cookies().is_empty());
    assert_eq!(app.me(&other.token).await.code(), "session_ended");
    assert_eq!(app.me(&ada.token).await.status, 200);
    app.send(Method::DELETE, &path, &root.token, None).await.expect(204);
    for signed_in in [&ada, &third] {
        app.assert_ended(signed_in).await;
    }
    assert_eq!(app.me(&root.token).await.status, 200);
    let actors = "SELECT actor_id FROM audit_events WHERE event LIKE 'session%'";
    assert_eq!(app.rows::<(String,)>(actors).await, [(root.sub(),), (root.sub(),)]);
}
