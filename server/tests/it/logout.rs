use reqwest::Method;
use serde_json::json;
use shared::{api::paths, compact::base64url};
use support::{Ask, BEHIND_HTTPS, TestApp, forge::Forge};

#[tokio::test]
async fn s37_a37_after_logout_no_token_of_the_session_is_accepted() {
    let (app, ada) = TestApp::with_ada().await;
    let other = app.sign_in(json!({})).await;
    app.log_out(&ada.token).await.expect(204);
    let refused = app.me(&ada.token).await;
    assert_eq!(refused.json()["check"], "session");
    refused.assert_problem("session_ended");
    assert!(refused.header("www-authenticate").contains(r#"error="invalid_token""#));
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_refused");
    assert_eq!(app.me(&other.token).await.status, 200);
    assert_eq!(app.audited().await, ["register", "login", "login", "logout"]);
}

#[tokio::test]
async fn s39_cookies_are_cleared_and_the_page_keeps_its_preferences() {
    let (app, ada) = TestApp::with_ada().await;
    let answer = app.log_out(&ada.token).await;
    assert_eq!(answer.header("clear-site-data"), "\"cache\"");
    assert_eq!(
        answer.cookies(),
        [
            "claimcheck_refresh=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict",
            "claimcheck_access=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict",
        ]
    );
}

#[tokio::test]
async fn s39_on_https_the_prefixed_cookies_are_cleared() {
    let app = TestApp::with_flags(&BEHIND_HTTPS).await;
    for line in app.post(paths::LOGOUT, json!({})).await.cookies() {
        assert!(line.starts_with("__Host-claimcheck_"), "{line}");
        assert!(
            line.ends_with("=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn the_refresh_cookie_is_enough() {
    let (app, ada) = TestApp::with_ada().await;
    assert_eq!(app.post_with_cookie(paths::LOGOUT, &ada.refresh_cookie()).await.status, 204);
    assert_eq!(app.me(&ada.token).await.code(), "session_ended");
}

#[tokio::test]
async fn the_http_only_access_cookie_is_enough() {
    let app = TestApp::with_user().await;
    let ada = app.sign_in(json!({ "storage": "http_only_cookie" })).await;
    let token = ada.answer.cookie("claimcheck_access").unwrap();
    let cookie = format!("claimcheck_access={token}");
    assert_eq!(app.post_with_cookie(paths::LOGOUT, &cookie).await.status, 204);
    assert_eq!(app.me(&token).await.code(), "session_ended");
}

#[tokio::test]
async fn an_expired_token_still_ends_its_session() {
    let (app, ada) = TestApp::with_ada().await;
    app.advance(3600);
    assert_eq!(app.me(&ada.token).await.code(), "token_expired");
    assert_eq!(app.log_out(&ada.token).await.status, 204);
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_refused");
}

#[tokio::test]
async fn logging_out_twice_or_without_a_session_is_no_failure() {
    let (app, ada) = TestApp::with_ada().await;
    for _ in 0..2 {
        assert_eq!(app.log_out(&ada.token).await.status, 204);
    }
    assert_eq!(app.post(paths::LOGOUT, json!({})).await.status, 204);
    assert_eq!(
        app.post_with_cookie(paths::LOGOUT, "claimcheck_refresh=nonsense").await.status,
        204
    );
    assert_eq!(app.audited().await, ["register", "login", "logout"]);
}

#[tokio::test]
async fn a_forged_token_ends_nothing() {
    let (app, ada) = TestApp::with_ada().await;
    let forge = Forge::new(&app, &ada).await;
    let answer =
        app.log_out(&forge.sign_with_secret("HS256", b"the attacker's own")).await.expect(401);
    assert_eq!(answer.json()["check"], "signature");
    let mut refresh = ada.refresh.clone().into_bytes();
    refresh[40] ^= 1;
    let cookie = format!("claimcheck_refresh={}", String::from_utf8(refresh).unwrap());
    app.post_with_cookie(paths::LOGOUT, &cookie).await;
    app.assert_alive(&ada).await;
}

#[tokio::test]
async fn a_bad_access_token_does_not_keep_the_refresh_cookie_from_ending_its_session() {
    let (app, ada) = TestApp::with_ada().await;
    let request = app
        .request(Method::POST, paths::LOGOUT)
        .bearer_auth("not.a.token")
        .header("cookie", ada.refresh_cookie())
        .header("sec-fetch-site", "same-origin")
        .json(&json!({}));
    assert_eq!(request.ask().await.status, 204);
    assert_eq!(app.me(&ada.token).await.code(), "session_ended");
}

#[tokio::test]
async fn s37_a_token_that_is_none_does_not_keep_the_cookie_from_ending_its_session() {
    for authorization in ["Bearer", "Bearer ", "Bearer a b", "Basic YTpi"] {
        let (app, ada) = TestApp::with_ada().await;
        let request = app
            .request(Method::POST, paths::LOGOUT)
            .header("authorization", authorization)
            .header("cookie", ada.refresh_cookie())
            .header("sec-fetch-site", "same-origin")
            .json(&json!({}));
        assert_eq!(request.ask().await.status, 204, "{authorization}");
        assert_eq!(app.me(&ada.token).await.code(), "session_ended");
    }
}

#[tokio::test]
async fn s37_cookies_of_others_do_not_hide_ours() {
    let (app, ada) = TestApp::with_ada().await;
    let planted =
        format!("x=\u{e9}; claimcheck_refresh=planted; claimcheck_refresh={}; y", ada.refresh);
    app.post_with_cookie(paths::LOGOUT, &planted).await.expect(204);
    assert_eq!(app.me(&ada.token).await.code(), "session_ended");
}

#[tokio::test]
async fn a_flood_of_cookies_is_not_looked_through() {
    let (app, ada) = TestApp::with_ada().await;
    // Those that have not even the shape of a token are not counted.
    let shapeless = "claimcheck_refresh=planted; ".repeat(50);
    let made_up = |count: usize| {
        let token = base64url(&[7; 56]);
        format!("claimcheck_refresh={token}; ").repeat(count)
    };
    for (count, status) in [(4, 200), (3, 401)] {
        let (made_up, own) = (made_up(count), &ada.refresh);
        let cookies = format!("{shapeless}{made_up}claimcheck_refresh={own}");
        app.post_with_cookie(paths::LOGOUT, &cookies).await.expect(204);
        assert_eq!(app.me(&ada.token).await.status, status);
    }
}

#[tokio::test]
async fn a_disabled_user_can_still_sign_out_for_good() {
    let (app, ada) = TestApp::with_ada().await;
    app.set_disabled("ada", true).await;
    app.post_with_cookie(paths::LOGOUT, &ada.refresh_cookie()).await;
    app.set_disabled("ada", false).await;
    assert_eq!(app.renew(&ada.refresh).await.code(), "refresh_refused");
}

#[tokio::test]
async fn there_is_no_logout_by_link() {
    let app = TestApp::start().await;
    let answer = app.get(paths::LOGOUT).await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
}
