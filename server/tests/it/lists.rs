//! Lists of a hundred thousand rows. That an index finds their pages is proven beside the statements, in
//! `db/plans.rs`; here, that the pages are right.

use reqwest::Method;
use serde_json::Value;
use shared::{api::paths, compact::base64url};
use support::TestApp;

fn column<'a>(page: &'a Value, name: &str) -> Vec<&'a str> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item[name].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_hundred_thousand_users_come_in_pages() {
    let (app, root) = TestApp::with_admin().await;
    app.run(
        "INSERT INTO users (id, username, password_hash, roles, created_at) WITH RECURSIVE n(i) AS \
         (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) \
         SELECT 'id-' || i, 'user' || substr('00000' || i, -5), '', 'user', i FROM n",
    )
    .await;
    let page = async |query: String| {
        let path = format!("{}?{query}", paths::ADMIN_USERS);
        app.send(Method::GET, &path, &root.token, None).await.json()
    };
    let first = page("limit=3".into()).await;
    assert_eq!(column(&first, "username"), ["root", "user00000", "user00001"]);
    let next = first["next"].as_str().unwrap();
    let second = page(format!("limit=2&after={next}")).await;
    assert_eq!(column(&second, "username"), ["user00002", "user00003"]);
    let deep = base64url(br#""user99997""#);
    let last = page(format!("after={deep}")).await;
    assert_eq!(column(&last, "username"), ["user99998", "user99999"]);
    assert_eq!(last["next"], Value::Null);
    let found = page("search=USER7777".into()).await;
    assert_eq!(column(&found, "username").len(), 10);
    assert_eq!(found["next"], Value::Null);
}

#[tokio::test]
async fn a_hundred_thousand_sessions_come_in_pages_and_end_at_once() {
    let (app, ada) = TestApp::with_ada().await;
    app.run(
        "INSERT INTO sessions (id, user_id, storage, access_lifetime, nonce, counter, created_at, \
         renewed_at, idle_expires_at, expires_at) WITH RECURSIVE n(i) AS \
         (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) \
         SELECT 'sid-' || i, users.id, 'memory', 600, '', 0, i, i, 1900000000000, 1900000000000 \
         FROM n, users",
    )
    .await;
    let page = async |query: String| {
        let path = format!("{}?{query}", paths::SESSIONS);
        app.send(Method::GET, &path, &ada.token, None).await.json()
    };
    let first = page("limit=2".into()).await;
    assert_eq!(column(&first, "id"), [&*ada.sid(), "sid-100000"]);
    let deep = base64url(br#"[3,"sid-3"]"#);
    let last = page(format!("after={deep}")).await;
    assert_eq!(column(&last, "id"), ["sid-2", "sid-1"]);
    assert_eq!(last["next"], Value::Null);
    let others = format!("{}?keep=current", paths::SESSIONS);
    app.send(Method::DELETE, &others, &ada.token, None).await.expect(204);
    assert_eq!(app.state.revoked.len(), 100_000);
    assert_eq!(column(&page(String::new()).await, "id"), [&*ada.sid()]);
}
