//! Sessions, listed and ended by their user.

use reqwest::Method;
use serde_json::{Value, json};
use server::{
    auth::end::ending,
    db::{
        audit::Event,
        sessions::{self, SessionsOf},
    },
};
use shared::{AuditEvent, Stage, api::paths};
use std::future::ready;
use support::{Ask, PASSWORD, TestApp, TestResponse};
use tokio::{sync::oneshot, task::yield_now};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0";
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.3 Mobile/15E148 Safari/604.1";

async fn list(app: &TestApp, token: &str) -> Vec<Value> {
    let answer = app.send(Method::GET, paths::SESSIONS, token, None).await.expect(200);
    answer.json()["items"].as_array().unwrap().clone()
}

async fn end(app: &TestApp, token: &str, id: &str) -> TestResponse {
    let path = paths::SESSION.replace("{id}", id);
    app.send(Method::DELETE, &path, token, None).await
}

async fn end_others(app: &TestApp, token: &str) -> TestResponse {
    let path = format!("{}?keep=current", paths::SESSIONS);
    app.send(Method::DELETE, &path, token, None).await
}

#[tokio::test]
async fn the_list_tells_device_address_and_times_and_which_one_asks() {
    let app = TestApp::with_flags(&["--trusted-proxies", "127.0.0.1"]).await;
    let first = app.signed_in().await;
    app.advance(60);
    let login = app
        .request(Method::POST, paths::LOGIN)
        .header("user-agent", SAFARI)
        .header("x-forwarded-for", "2001:db8::7")
        .json(&json!({ "username": "ada", "password": PASSWORD, "storage": "local_storage" }));
    assert_eq!(login.ask().await.status, 200);
    let listed = list(&app, &first.token).await;
    let [newer, older] = &*listed else { panic!("{listed:?}") };
    let now = app.state.clock.now().0;
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(newer["device"], json!({ "browser": "Safari", "system": "iOS" }));
    assert_eq!(newer["address"], "2001:db8::7");
    assert_eq!(newer["storage"], "local_storage");
    assert_eq!(newer["current"], false);
    assert_eq!(newer["created_at"], now);
    assert_eq!(newer["last_used_at"], now);
    assert_eq!(newer["expires_at"], now + day);
    assert_eq!(older["current"], true);
    assert_eq!(older["id"], first.sid());
    assert_eq!(older["created_at"], now - 60_000);
    assert_eq!(older["address"], "127.0.0.1");
    // A program that does not say what it is.
    assert_eq!(older["device"], json!({}));
}

#[tokio::test]
async fn a_renewal_is_the_last_use_and_may_come_from_elsewhere() {
    let (app, ada) = TestApp::with_ada().await;
    app.advance(60);
    let renewal =
        app.page_request(paths::REFRESH, &ada.refresh_cookie()).header("user-agent", FIREFOX);
    assert_eq!(renewal.ask().await.status, 200);
    let listed = list(&app, &ada.token).await;
    let now = app.state.clock.now().0;
    assert_eq!(listed[0]["created_at"], now - 60_000);
    assert_eq!(listed[0]["last_used_at"], now);
    assert_eq!(listed[0]["device"], json!({ "browser": "Firefox", "system": "Linux" }));
}

#[tokio::test]
async fn people_who_share_a_guest_account_do_not_see_each_other() {
    let app = TestApp::with_flags(&["--trusted-proxies", "127.0.0.1"]).await;
    app.state.limits.guests.set(vec!["ada".into()]);
    app.register("ada").await;
    let guest = json!({ "username": "ada", "password": PASSWORD });
    let from = |address, method, path| {
        let request = app.request(method, path);
        request.header("x-forwarded-for", address).header("user-agent", FIREFOX)
    };
    let sign_in =
        async |address| from(address, Method::POST, paths::LOGIN).json(&guest).ask().await;
    let stranger = sign_in("198.51.100.7").await;
    let refresh = stranger.refresh_token();
    app.advance(1);
    let own = sign_in("192.0.2.1").await;
    let token = own.access_token();
    let listed = from("192.0.2.1", Method::GET, paths::SESSIONS).bearer_auth(&token).ask().await;
    assert_eq!(listed.json()["items"][0]["address"], "192.0.2.1");
    assert_eq!(listed.json()["items"][1]["device"], json!({}));
    assert!(!listed.text().contains("198.51.100"), "{}", listed.text());
    // Nor does the notice of a theft tell who the thief was.
    app.renew(&refresh).await;
    app.advance(11);
    let cookie = format!("claimcheck_refresh={refresh}");
    let reuse = from("198.51.100.7", Method::POST, paths::REFRESH)
        .header("cookie", cookie)
        .header("sec-fetch-site", "same-origin")
        .json(&json!({}));
    assert_eq!(reuse.ask().await.code(), "refresh_reused");
    let told = sign_in("192.0.2.1").await;
    assert!(told.json()["theft"]["at"].is_i64());
    assert!(!told.text().contains("198.51.100"), "{}", told.text());
}

#[tokio::test]
async fn s37_a36_a_session_ended_from_the_list_is_refused_at_once() {
    let (app, ada) = TestApp::with_ada().await;
    let stolen = app.sign_in(json!({})).await;
    let answer = end(&app, &ada.token, &stolen.sid()).await.expect(204);
    assert!(answer.cookies().is_empty());
    app.assert_ended(&stolen).await;
    app.assert_alive(&ada).await;
    assert_eq!(list(&app, &ada.token).await.len(), 1);
    assert_eq!(app.audited().await.last().unwrap(), "session_ended");
    // Pressed in two tabs.
    assert_eq!(end(&app, &ada.token, &stolen.sid()).await.status, 204);
    assert_eq!(app.audited().await.len(), 4);
}

#[tokio::test]
async fn nobody_ends_or_sees_the_sessions_of_others() {
    let (app, ada) = TestApp::with_ada().await;
    let bob = app.signed_in_as("bob").await;
    let long = "a".repeat(65);
    for id in [&*ada.sid(), "unknown", "..%2F..", "a%00b", "%ff", &long] {
        let answer = end(&app, &bob.token, id).await;
        assert_eq!(answer.status, 404, "{id}");
        answer.assert_problem("not_found");
    }
    assert_eq!(list(&app, &bob.token).await.len(), 1);
    app.assert_alive(&ada).await;
    assert_eq!(app.audited().await.len(), 4);
}

#[tokio::test]
async fn ending_the_own_session_is_signing_out() {
    let (app, ada) = TestApp::with_ada().await;
    let other = app.sign_in(json!({})).await;
    let answer = end(&app, &ada.token, &ada.sid()).await.expect(204);
    assert_eq!(answer.cookies().len(), 2);
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    app.assert_ended(&ada).await;
    app.assert_alive(&other).await;
}

#[tokio::test]
async fn s38_the_others_end_and_this_one_goes_on() {
    let (app, ada) = TestApp::with_ada().await;
    let others = [app.sign_in(json!({})).await, app.sign_in(json!({})).await];
    let bob = app.signed_in_as("bob").await;
    let answer = end_others(&app, &ada.token).await.expect(204);
    assert!(answer.cookies().is_empty());
    for other in &others {
        app.assert_ended(other).await;
    }
    app.assert_alive(&ada).await;
    app.assert_alive(&bob).await;
    assert_eq!(app.audited().await.last().unwrap(), "sessions_ended");
    // When no other session is left, nothing is recorded.
    let before = app.audited().await.len();
    assert_eq!(end_others(&app, &ada.token).await.status, 204);
    assert_eq!(app.audited().await.len(), before);
}

#[tokio::test]
async fn s38_all_end() {
    let (app, ada) = TestApp::with_ada().await;
    let other = app.sign_in(json!({})).await;
    let answer = app.send(Method::DELETE, paths::SESSIONS, &ada.token, None).await.expect(204);
    assert_eq!(answer.cookies().len(), 2);
    app.assert_ended(&ada).await;
    app.assert_ended(&other).await;
    let answer = app.send(Method::GET, paths::SESSIONS, &ada.token, None).await;
    assert_eq!(answer.code(), "session_ended");
}

#[tokio::test]
async fn s36_what_has_expired_is_not_listed() {
    let app = TestApp::start().await;
    let idle = app.signed_in().await;
    app.advance(24 * 60 * 60 - 1);
    let ada = app.sign_in(json!({})).await;
    assert_eq!(list(&app, &ada.token).await.len(), 2);
    app.advance(1);
    assert_eq!(list(&app, &ada.token).await.len(), 1);
    assert_eq!(end(&app, &ada.token, &idle.sid()).await.status, 204);
}

#[tokio::test]
async fn the_list_comes_in_pages_that_miss_and_repeat_nothing() {
    let app = TestApp::start().await;
    let mut made = Vec::new();
    app.register("ada").await;
    for number in 0..7 {
        // Some at the same time.
        app.advance(number % 2);
        made.push(app.sign_in(json!({})).await.sid());
    }
    let ada = app.sign_in(json!({})).await;
    made.push(ada.sid());
    let mut seen: Vec<String> = Vec::new();
    let mut path = format!("{}?limit=3", paths::SESSIONS);
    loop {
        let page = app.send(Method::GET, &path, &ada.token, None).await.json();
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().into()));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        // A new session moves no item of the list.
        app.advance(1);
        app.sign_in(json!({})).await;
        path = format!("{}?limit=3&after={next}", paths::SESSIONS);
    }
    made.sort();
    seen.sort();
    assert_eq!(seen, made);
}

#[tokio::test]
async fn a_query_that_is_none_is_told_what_is_wrong() {
    let (app, ada) = TestApp::with_ada().await;
    for (method, query, field) in [
        (Method::GET, "limit=0", "limit"),
        (Method::GET, "limit=101", "limit"),
        (Method::GET, "limit=-1", "limit"),
        (Method::GET, "limit=ten", "limit"),
        (Method::GET, "limit=1&limit=2", "limit"),
        (Method::GET, "after=nonsense", "after"),
        (Method::GET, "after=", "after"),
        (Method::GET, "page=2", "page"),
        (Method::DELETE, "keep=others", "keep"),
        (Method::DELETE, "keep=", "keep"),
        (Method::DELETE, "keep=current&keep=current", "keep"),
        (Method::DELETE, "kept=current", "kept"),
    ] {
        let path = format!("{}?{query}", paths::SESSIONS);
        let answer = app.send(method, &path, &ada.token, None).await;
        answer.assert_wrong_field(field);
    }
    app.assert_alive(&ada).await;
}

#[tokio::test]
async fn s52_what_a_crash_kept_from_the_list_in_memory_comes_from_the_database() {
    let app = TestApp::with_flags(&["--public-url", "http://localhost:8080"]).await;
    let ada = app.signed_in().await;
    let other = app.sign_in(json!({})).await;
    // As far as a process comes that is killed behind its commit.
    let event = Event::new(AuditEvent::SessionsEnded, app.state.clock.now());
    let (db, now) = (&app.state.db, app.state.clock.now());
    let (id, keep) = (ada.sub(), ada.sid());
    let of = SessionsOf::User { id: &id, keep: Some(&keep) };
    let ended = sessions::end_batch(db, of, now, Some(event)).await;
    assert_eq!(ended.unwrap(), [(other.sid(), now)]);
    let app = app.restart().await;
    app.assert_ended(&other).await;
    app.assert_alive(&ada).await;
}

#[tokio::test]
async fn s38_a_client_that_hangs_up_leaves_no_living_token() {
    let (app, ada) = TestApp::with_ada().await;
    let (commit, committed) = oneshot::channel::<()>();
    let (sid, now) = (ada.sid(), app.state.clock.now());
    let work = ending(&app.state, Stage::EndRow, async move {
        committed.await.unwrap();
        Ok(((), vec![(sid, now)]))
    });
    // Begun, and dropped as a request is whose client has gone.
    tokio::select! {
        biased;
        _ = work => panic!("it cannot be done yet"),
        () = ready(()) => {}
    }
    commit.send(()).unwrap();
    while !app.state.revoked.contains(&ada.sid()) {
        yield_now().await;
    }
    assert_eq!(app.me(&ada.token).await.code(), "session_ended");
}

#[tokio::test]
async fn s58_a_login_beyond_the_most_sessions_ends_the_one_unused_for_longest() {
    let app = TestApp::with_flags(&["--sessions-per-user", "2"]).await;
    let first = app.signed_in().await;
    app.advance(60);
    let second = app.sign_in(json!({})).await;
    app.advance(60);
    assert_eq!(app.renew(&first.refresh).await.status, 200);
    let third = app.sign_in(json!({})).await;
    app.assert_ended(&second).await;
    for session in [&first, &third] {
        assert_eq!(app.me(&session.token).await.status, 200);
    }
    let capped = app.audited().await.into_iter().filter(|event| event == "sessions_capped");
    assert_eq!(capped.count(), 1);
    // An expired session is none, and another user has as many.
    app.register("bob").await;
    app.sign_in(json!({ "username": "bob" })).await;
    assert_eq!(app.me(&first.token).await.status, 200);
}

#[tokio::test]
async fn s58_a_guest_account_has_any_number_of_sessions() {
    let app = TestApp::with_flags(&["--sessions-per-user", "1"]).await;
    app.state.limits.guests.set(vec!["ada".into()]);
    let first = app.signed_in().await;
    app.sign_in(json!({})).await;
    assert_eq!(app.me(&first.token).await.status, 200);
}
