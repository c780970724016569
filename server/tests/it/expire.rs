use insta::assert_snapshot;
use reqwest::Method;
use serde_json::json;
use server::db::sessions;
use shared::{
    UnverifiedClaims,
    api::paths,
    compact::{base64url, from_base64url},
};
use support::{Ask, PASSWORD, TestApp, TestResponse};

#[tokio::test]
async fn a_renewal_brings_a_new_token_for_the_same_session() {
    let app = TestApp::with_user().await;
    let ada = app.sign_in(json!({ "lifetime": 15 })).await;
    app.advance(20);
    assert_eq!(app.me(&ada.token).await.code(), "token_expired");
    let renewed = app.renew(&ada.refresh).await.expect(200);
    assert_eq!(renewed.json()["expires_in"], 15);
    assert_eq!(renewed.json()["refresh_expires_in"], 24 * 60 * 60);
    let token = renewed.access_token();
    assert_eq!(app.me(&token).await.status, 200);
    let (old, new) =
        (UnverifiedClaims::read(&ada.token).unwrap(), UnverifiedClaims::read(&token).unwrap());
    assert_eq!((&old.sub, &old.sid), (&new.sub, &new.sid));
    assert_ne!(old.jti, new.jti);
    assert_ne!(renewed.refresh_token(), ada.refresh);
}

#[tokio::test]
async fn a_renewal_answers_in_the_mode_of_the_session() {
    let app = TestApp::with_user().await;
    let ada = app.sign_in(json!({ "storage": "http_only_cookie", "lifetime": 60 })).await;
    let renewed = app.renew(&ada.refresh).await;
    assert_eq!(renewed.json()["access_token"], json!(null));
    assert_eq!(renewed.json()["expires_in"], 60);
    let token = renewed.cookie("claimcheck_access").unwrap();
    assert_eq!(app.me(&token).await.status, 200);
}

#[tokio::test]
async fn a_renewal_without_cookie_is_refused() {
    let app = TestApp::start().await;
    assert_snapshot!(app.post(paths::REFRESH, json!({})).await.summary(), @r#"
    401 code=refresh_refused
    www-authenticate: Bearer realm="claimcheck"
    one refresh cookie is wanted, and there is none or more
    "#);
    let ada = app.signed_in().await;
    let twice = format!("claimcheck_refresh={0}; claimcheck_refresh={0}", ada.refresh);
    assert_eq!(app.post_with_cookie(paths::REFRESH, &twice).await.code(), "refresh_refused");
    assert_eq!(app.renew(&ada.refresh).await.status, 200);
}

#[tokio::test]
async fn s33_s35_of_many_renewals_at_once_all_get_the_one_successor() {
    let (app, ada) = TestApp::with_ada().await;
    let renew = || app.renew(&ada.refresh);
    let answers: [TestResponse; 6] =
        tokio::join!(renew(), renew(), renew(), renew(), renew(), renew()).into();
    let successor = answers[0].refresh_token();
    for answer in &answers {
        assert_eq!(answer.status, 200, "{}", answer.summary());
        assert_eq!(answer.refresh_token(), successor);
    }
    let counters: Vec<(i64,)> = app.rows("SELECT counter FROM sessions").await;
    assert_eq!(counters, [(1,)]);
    assert_eq!(app.renew(&successor).await.status, 200);
}

#[tokio::test]
async fn s35_the_grace_ends_after_ten_seconds() {
    let (app, ada) = TestApp::with_ada().await;
    let successor = app.renew(&ada.refresh).await.refresh_token();
    app.advance(10);
    let again = app.renew(&ada.refresh).await;
    assert_eq!(again.refresh_token(), successor);
    app.advance(1);
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_reused");
}

#[tokio::test]
async fn s34_a38_a_used_token_ends_the_session_and_is_audited() {
    let (app, ada) = TestApp::with_ada().await;
    let renewed = app.renew(&ada.refresh).await;
    let successor = renewed.refresh_token();
    let token = renewed.access_token();
    app.advance(11);
    let reused = app.renew(&ada.refresh).await;
    assert_snapshot!(reused.summary(), @r#"
    401 code=refresh_reused
    www-authenticate: Bearer realm="claimcheck"
    this refresh token was used before, so somebody else may have it; the session was ended, sign in again
    "#);
    assert!(reused.cookies().iter().all(|line| line.contains("=; Path=/; Max-Age=0;")));
    assert_eq!(reused.cookies().len(), 2);
    // Thief and owner alike are out.
    assert_eq!(app.renew(&successor).await.code(), "refresh_refused");
    assert_eq!(app.me(&token).await.code(), "session_ended");
    assert_eq!(app.audited().await, ["register", "login", "refresh_reused"]);
}

#[tokio::test]
async fn s34_a_token_two_renewals_old_has_no_grace() {
    let (app, ada) = TestApp::with_ada().await;
    let second = app.renew(&ada.refresh).await.refresh_token();
    app.renew(&second).await;
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_reused");
}

#[tokio::test]
async fn a39_a_false_seal_changes_nothing() {
    let (app, ada) = TestApp::with_ada().await;
    let other = app.sign_in(json!({})).await;
    let (a, b) = (from_base64url(&ada.refresh).unwrap(), from_base64url(&other.refresh).unwrap());
    let seal_of_another = [&a[..24], &b[24..]].concat();
    let mut older = a.clone();
    older[23] = older[23].wrapping_sub(1);
    let mut newer = a.clone();
    newer[23] += 1;
    let unknown_session = [&[7; 16], &a[16..]].concat();
    for forged in [seal_of_another, older, newer, unknown_session, a[..55].to_vec()] {
        let answer = app.renew(&base64url(&forged)).await;
        assert_eq!(answer.code(), "refresh_refused");
        assert_eq!(answer.status, 401);
    }
    assert_eq!(app.renew("not a token").await.code(), "refresh_refused");
    for signed_in in [ada, other] {
        app.assert_alive(&signed_in).await;
    }
    assert_eq!(app.audited().await, ["register", "login", "login"]);
}

#[tokio::test]
async fn s36_an_idle_session_ends() {
    let app = TestApp::with_flags(&["--refresh-idle", "1h"]).await;
    let ada = app.signed_in().await;
    app.advance(3599);
    let renewed = app.renew(&ada.refresh).await.expect(200);
    app.advance(3600);
    let next = renewed.refresh_token();
    let refused = app.renew(&next).await;
    assert_snapshot!(refused.summary(), @r#"
    401 code=refresh_refused
    www-authenticate: Bearer realm="claimcheck"
    the session has ended; sign in again
    "#);
    // Age is no theft.
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_refused");
    assert_eq!(app.audited().await, ["register", "login"]);
}

#[tokio::test]
async fn s36_no_renewal_outlives_the_absolute_lifetime() {
    let app = TestApp::with_flags(&["--refresh-idle", "1h", "--refresh-absolute", "2h"]).await;
    let mut refresh = app.signed_in().await.refresh;
    for expected in [3600, 3600, 1800, 100] {
        app.advance(if expected == 100 { 1700 } else { 1800 });
        let renewed = app.renew(&refresh).await;
        assert_eq!(renewed.json()["refresh_expires_in"], expected);
        // No access token outlives the session either.
        assert_eq!(renewed.json()["expires_in"], expected.min(600));
        assert!(renewed.cookies()[0].contains(&format!("; Max-Age={expected};")));
        refresh = renewed.refresh_token();
    }
    app.advance(100);
    assert_eq!(app.renew(&refresh).await.code(), "refresh_refused");
}

#[tokio::test]
async fn s38_a_disabled_user_renews_nothing() {
    let (app, ada) = TestApp::with_ada().await;
    let renewed = app.renew(&ada.refresh).await;
    let next = renewed.refresh_token();
    let session = sessions::find(&app.state.db, &ada.sid()).await.unwrap();
    let session = session.unwrap();
    app.set_disabled("ada", true).await;
    // Neither with the living token nor with the one before it, whose grace is not over.
    assert_eq!(app.renew(&next).await.code(), "refresh_refused");
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_refused");
    // Nor by a renewal that was under way: the statement that counts looks for itself.
    let counted = sessions::renew(&app.state.db, &session, &session, "");
    assert!(!counted.await.unwrap());
    assert_eq!(app.log_in("ada", PASSWORD).await.code(), "wrong_credentials");
}

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAA";
const OTHER_KEY: &str = "BBBBBBBBBBBBBBBBBBBBBB";

async fn renew_with(app: &TestApp, refresh: &str, key: &str) -> TestResponse {
    let request = app
        .request(Method::POST, paths::REFRESH)
        .header("cookie", format!("claimcheck_refresh={refresh}"))
        .header("sec-fetch-site", "same-origin")
        .header("idempotency-key", key)
        .json(&json!({}));
    request.ask().await
}

#[tokio::test]
async fn s63_a_renewal_whose_answer_was_lost_gets_the_same_successor_an_hour_later() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    let lost = renew_with(&app, &ada.refresh, KEY).await;
    for wait in [0, 25, 3600] {
        app.advance(wait);
        let again = renew_with(&app, &ada.refresh, KEY).await;
        assert_eq!(again.status, 200, "{wait}: {}", again.summary());
        assert_eq!(again.cookie("claimcheck_refresh"), lost.cookie("claimcheck_refresh"));
        let token = again.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(app.me(&token).await.status, 200);
    }
    // A key that is kept by mistake is no harm to the next renewal.
    let successor = lost.cookie("claimcheck_refresh").unwrap();
    assert_eq!(renew_with(&app, &successor, KEY).await.status, 200);
}

#[tokio::test]
async fn s63_a38_another_key_proves_theft_at_once_and_two_who_take_turns_are_found_out() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    // The thief is first, and the owner's token is one behind.
    let thief = renew_with(&app, &ada.refresh, OTHER_KEY).await;
    assert_eq!(renew_with(&app, &ada.refresh, KEY).await.code(), "refresh_reused");
    assert_eq!(
        app.me(thief.json()["access_token"].as_str().unwrap()).await.code(),
        "session_ended"
    );
    // The owner is first, and the thief has the same token.
    let ada = app.sign_in(json!({})).await;
    assert_eq!(renew_with(&app, &ada.refresh, KEY).await.status, 200);
    assert_eq!(renew_with(&app, &ada.refresh, OTHER_KEY).await.code(), "refresh_reused");
}

#[tokio::test]
async fn s35_s63_without_a_key_the_grace_stays_and_ends() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    let first = renew_with(&app, &ada.refresh, KEY).await;
    let again = app.renew(&ada.refresh).await;
    assert_eq!(again.cookie("claimcheck_refresh"), first.cookie("claimcheck_refresh"));
    app.advance(11);
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_reused");
}

#[tokio::test]
async fn s63_a_key_that_could_be_guessed_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    let long = "A".repeat(87);
    for key in
        ["", "AAAAAAAAAAAAAAAAAAAAA", &long, "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAA AA"]
    {
        let refused = renew_with(&app, &ada.refresh, key).await;
        assert_eq!(refused.status, 422, "{key}");
        assert_eq!(refused.json()["field"], "Idempotency-Key");
    }
    assert_eq!(app.renew(&ada.refresh).await.status, 200);
}
