//! The profile vault.

use reqwest::Method;
use serde_json::{Value, json};
use server::auth::cookies::Cookie;
use shared::{
    Claims, UnverifiedClaims,
    api::paths,
    compact::{base64url, from_base64url},
};
use std::collections::BTreeSet;
use support::{Ask, TestApp, TestResponse, TestSession};

/// Each value is a canary.
fn full(version: i64) -> Value {
    json!({
        "version": version,
        "display_name": "canary: 에이다",
        "email": "canary@example.com",
        "phone": "+82 2 canary",
        "note": "canary\nof two lines",
        "more": [{ "name": "canary size", "value": "canary 38" }],
    })
}

async fn read(app: &TestApp, ada: &TestSession) -> TestResponse {
    app.send(Method::GET, paths::PROFILE, &ada.token, None).await
}

async fn write(app: &TestApp, ada: &TestSession, profile: Value) -> TestResponse {
    app.send(Method::PUT, paths::PROFILE, &ada.token, profile).await
}

#[tokio::test]
async fn a_profile_is_kept_and_each_change_has_a_version() {
    let (app, ada) = TestApp::with_ada().await;
    let empty = json!({ "version": 0, "display_name": "", "email": "", "phone": "", "note": "", "more": [] });
    assert_eq!(read(&app, &ada).await.json(), empty);
    let written = write(&app, &ada, full(0)).await.expect(200);
    assert_eq!(written.json(), full(1));
    assert_eq!(read(&app, &ada).await.json(), full(1));
    // A field that the body leaves out is deleted.
    let written = write(&app, &ada, json!({ "version": 1, "phone": " 7 " })).await;
    assert_eq!(written.json()["phone"], "7");
    assert_eq!(read(&app, &ada).await.json()["email"], "");
    assert_eq!(read(&app, &ada).await.json()["version"], 2);
    let audited = app.audited().await;
    assert_eq!(audited[2..], ["profile_changed", "profile_changed"]);
}

/// Written as programs write it that keep to ASCII.
#[tokio::test]
async fn s50_the_fullest_profile_fits_however_it_is_written() {
    let (app, ada) = TestApp::with_ada().await;
    let (line, note) = ("가".repeat(200), "각".repeat(2000));
    let more = vec![json!({ "name": line, "value": line }); 20];
    let profile = json!({
        "version": 0, "display_name": line, "email": line, "phone": line, "note": note, "more": more,
    });
    let ascii = serde_json::to_string_pretty(&profile)
        .unwrap()
        .replace('가', "\\uac00")
        .replace('각', "\\uac01");
    assert!(ascii.is_ascii());
    app.request(Method::PUT, paths::PROFILE)
        .bearer_auth(&ada.token)
        .header("content-type", "application/json")
        .body(ascii)
        .ask()
        .await
        .expect(200);
    assert_eq!(read(&app, &ada).await.json()["more"], json!(more));
}

#[tokio::test]
async fn a_profile_is_its_owners() {
    let (app, ada) = TestApp::with_ada().await;
    write(&app, &ada, full(0)).await;
    let bob = app.signed_in_as("bob").await;
    assert_eq!(read(&app, &bob).await.json()["version"], 0);
    assert_eq!(read(&app, &bob).await.json()["email"], "");
    assert_eq!(app.get(paths::PROFILE).await.code(), "token_missing");
}

#[tokio::test]
async fn of_two_changes_at_once_none_is_lost() {
    let (app, ada) = TestApp::with_ada().await;
    let write_as = |name| write(&app, &ada, json!({ "version": 0, "display_name": name }));
    let (one, two) = tokio::join!(write_as("one"), write_as("two"));
    let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
    assert_eq!(won.json()["version"], 1);
    assert_eq!(lost.status, 409);
    lost.assert_problem("profile_changed");
    let kept = read(&app, &ada).await.json();
    assert_eq!(kept["display_name"], won.json()["display_name"]);
    for version in [0, 2, -1, i64::MIN, i64::MAX] {
        let answer = write(&app, &ada, full(version)).await;
        assert_eq!(answer.code(), "profile_changed", "{version}");
    }
}

#[tokio::test]
async fn a_script_that_writes_all_the_time_is_slowed_down() {
    let (app, ada) = TestApp::with_ada().await;
    for version in 0..30 {
        assert_eq!(write(&app, &ada, full(version)).await.status, 200);
    }
    let answer = write(&app, &ada, full(30)).await;
    assert_eq!(answer.header("retry-after"), "10");
    answer.assert_problem("too_many_attempts");
    let bob = app.signed_in_as("bob").await;
    assert_eq!(write(&app, &bob, full(0)).await.status, 200);
    app.advance(10);
    assert_eq!(write(&app, &ada, full(30)).await.status, 200);
    assert_eq!(write(&app, &ada, full(31)).await.status, 429);
}

#[tokio::test]
async fn a_field_that_does_not_fit_is_named() {
    let (app, ada) = TestApp::with_ada().await;
    let field = |name: &str, value: &str| json!({ "name": name, "value": value });
    for (member, value, named) in [
        ("display_name", json!("x".repeat(201)), "display_name"),
        ("email", json!("a\u{0}b"), "email"),
        ("phone", json!("1\n2"), "phone"),
        ("note", json!("x".repeat(2001)), "note"),
        ("note", json!(7), "note"),
        ("version", json!("1"), "version"),
        ("version", json!(1.5), "version"),
        ("more", json!(vec![field("a", "b"); 21]), "more"),
        ("more", json!([field("a", ""), field("", "b")]), "more[1].name"),
        ("more", json!([field("a", &"x".repeat(201))]), "more[0].value"),
        ("more", json!([{ "name": "a" }]), "value"),
        ("more", json!([{ "name": "a", "value": "b", "secret": true }]), "secret"),
        ("nickname", json!("x"), "nickname"),
    ] {
        let mut profile = full(0);
        profile[member] = value;
        let answer = write(&app, &ada, profile).await;
        answer.assert_wrong_field(named);
        assert!(!answer.text().contains("canary"));
    }
    assert_eq!(read(&app, &ada).await.json()["version"], 0);
}

#[tokio::test]
async fn s47_a_value_moved_to_another_column_or_row_does_not_open() {
    let (app, ada) = TestApp::with_ada().await;
    write(&app, &ada, full(0)).await;
    app.run("UPDATE profiles SET email = phone").await;
    let answer = read(&app, &ada).await.expect(500);
    answer.assert_problem("internal");
    assert!(!answer.text().contains("canary"));

    let bob = app.signed_in_as("bob").await;
    let moved = "INSERT INTO profiles SELECT users.id, version, display_name, NULL, phone, note, more, \
                 updated_at FROM users, profiles WHERE username = 'bob'";
    app.run(moved).await;
    assert_eq!(read(&app, &bob).await.status, 500);
}

#[tokio::test]
async fn s47_a_profile_under_a_lost_key_is_an_error_and_no_empty_profile() {
    let (app, ada) = TestApp::with_ada().await;
    write(&app, &ada, full(0)).await;
    app.run("UPDATE profiles SET note = 'AAAAAAAA' || substr(note, 9)").await;
    assert_eq!(read(&app, &ada).await.status, 500);
}

#[tokio::test]
async fn s47_no_file_of_the_database_has_it_in_the_clear() {
    let (app, ada) = TestApp::with_ada().await;
    write(&app, &ada, full(0)).await;
    let files = app.files();
    // The database is one of them.
    assert!(files.iter().any(|(_, bytes)| bytes.len() > 10_000));
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("canary") && !text.contains("에이다"), "{path}");
    }
}

#[tokio::test]
async fn s15_a35_no_token_and_no_cookie_has_anything_of_it() {
    let (app, ada) = TestApp::with_ada().await;
    write(&app, &ada, full(0)).await;
    let next = app.sign_in(json!({ "storage": "http_only_cookie" })).await;
    let url = &app.state.config.public_url;
    let token = next.answer.cookie(&Cookie::ACCESS.name(url)).unwrap();
    let payload = from_base64url(token.split('.').nth(1).unwrap()).unwrap();
    let payload = String::from_utf8(payload).unwrap();
    let claims: Value = serde_json::from_str(&payload).unwrap();
    let names: BTreeSet<&str> = claims.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, Claims::NAMES.iter().copied().collect());
    assert!(UnverifiedClaims::read(&token).is_ok());
    for canary in ["canary", "에이다", "ada"] {
        assert!(!payload.contains(canary), "{payload}");
        for line in next.answer.cookies() {
            assert!(!line.contains(canary) && !line.contains(&base64url(canary.as_bytes())));
        }
    }
}
