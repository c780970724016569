use insta::assert_snapshot;
use reqwest::Method;
use serde_json::json;
use shared::api::paths;
use support::{Ask, TestApp, forge::Forge};

#[tokio::test]
async fn a43_without_a_token_the_challenge_has_no_error() {
    let app = TestApp::start().await;
    assert_snapshot!(app.get(paths::ME).await.summary(), @r#"
    401 code=token_missing
    www-authenticate: Bearer realm="claimcheck"
    send the access token as Authorization: Bearer, or sign in to get one
    "#);
}

#[tokio::test]
async fn the_scheme_may_be_written_in_any_case() {
    let (app, ada) = TestApp::with_ada().await;
    for scheme in ["Bearer", "bearer", "BEARER"] {
        let request = app.request(Method::GET, paths::ME);
        let answer = request.header("authorization", format!("{scheme} {}", ada.token)).ask().await;
        assert_eq!(answer.status, 200, "{scheme}");
    }
}

#[tokio::test]
async fn s16_a42_a_token_comes_once_and_in_one_place() {
    let (app, ada) = TestApp::with_ada().await;
    let token = &ada.token;
    let bearer = format!("Bearer {token}");
    let cookie = format!("claimcheck_access={token}");
    let two_cookies = format!("{cookie}; {cookie}");
    let two_tokens = format!("{bearer} {token}");
    let two_by_comma = format!("{bearer},{token}");
    for headers in [
        &[("authorization", &*bearer), ("authorization", &*bearer)][..],
        &[("authorization", &bearer), ("cookie", &cookie)],
        &[("authorization", "Bearer other.token.here"), ("cookie", &cookie)],
        &[("cookie", &two_cookies)],
        &[("authorization", &two_tokens)],
        &[("authorization", &two_by_comma)],
        &[("authorization", token)],
        &[("authorization", "Bearer")],
        &[("authorization", "Bearer ")],
        &[("authorization", "")],
    ] {
        let mut request =
            app.request(Method::GET, paths::ME).header("sec-fetch-site", "same-origin");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.ask().await;
        let told = answer.summary();
        assert_eq!(answer.status, 400, "{headers:?}: {told}");
        answer.assert_problem("token_request_invalid");
        assert!(
            answer
                .header("www-authenticate")
                .starts_with(r#"Bearer realm="claimcheck", error="invalid_request""#),
            "{told}"
        );
    }
}

#[tokio::test]
async fn s57_a43_credentials_of_another_scheme_are_no_token() {
    let app = TestApp::start().await;
    let ada = app.signed_in().await;
    for credentials in [
        "Basic YWRhOnBhc3N3b3Jk",
        "basic YWRhOnBhc3N3b3Jk",
        "Digest username=\"ada\", realm=\"claimcheck\"",
        "Negotiate",
        "DPoP",
        &format!("Basic {}", ada.token),
    ] {
        let request = app.request(Method::GET, paths::ME).header("authorization", credentials);
        let answer = request.ask().await;
        assert_eq!(answer.status, 401, "{credentials}");
        answer.assert_problem("token_missing");
        assert_eq!(answer.header("www-authenticate"), r#"Bearer realm="claimcheck""#);
    }
    // A proxy may ask for credentials of its own and leave the cookie to the login.
    let request = app
        .request(Method::GET, paths::ME)
        .header("authorization", "Basic YWRhOnBhc3N3b3Jk")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("claimcheck_access={}", ada.token));
    assert_eq!(request.ask().await.status, 200);
}

#[tokio::test]
async fn s16_a42_a_token_in_query_or_body_is_not_read() {
    let (app, ada) = TestApp::with_ada().await;
    let path = format!("{}?access_token={}", paths::ME, ada.token);
    assert_eq!(app.get(&path).await.code(), "token_missing");
    let form = format!("access_token={}", ada.token);
    let request = app
        .request(Method::GET, paths::ME)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    assert_eq!(request.ask().await.code(), "token_missing");
}

#[tokio::test]
async fn the_token_may_come_in_the_http_only_cookie() {
    let app = TestApp::with_user().await;
    let ada = app.sign_in(json!({ "storage": "http_only_cookie" })).await;
    let token = ada.answer.cookie("claimcheck_access").unwrap();
    let request = app
        .request(Method::GET, paths::ME)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("other=1; claimcheck_access={token}; claimcheck_token=x"));
    assert_eq!(request.ask().await.status, 200);
    // The readable cookie is the page's own: the server does not read it.
    let request = app
        .request(Method::GET, paths::ME)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("claimcheck_token={token}"));
    assert_eq!(request.ask().await.code(), "token_missing");
}

#[tokio::test]
async fn s08_a_token_is_refused_from_expiry_and_leeway_on() {
    let (app, ada) = TestApp::with_ada().await;
    app.advance(604);
    assert_eq!(app.me(&ada.token).await.status, 200);
    app.advance(1);
    assert_snapshot!(app.me(&ada.token).await.summary(), @r#"
    401 code=token_expired check=expiry
    www-authenticate: Bearer realm="claimcheck", error="invalid_token", error_description="the token expired 5 s ago"
    the token expired 5 s ago
    "#);
}

#[tokio::test]
async fn s09_a_token_from_the_future_is_refused() {
    let (app, ada) = TestApp::with_ada().await;
    let forge = Forge::new(&app, &ada).await;
    let iat = forge.payload()["iat"].as_i64().unwrap();
    for (ahead, status) in [(5, 200), (6, 401)] {
        let answer = app.me(&forge.claim_with("iat", json!(iat + ahead))).await;
        assert_eq!(answer.status, status, "{}", answer.summary());
    }
}

#[tokio::test]
async fn a_description_stays_within_what_a_header_may_hold() {
    let (app, ada) = TestApp::with_ada().await;
    let forge = Forge::new(&app, &ada).await;
    let odd = "\"\\\r\nx-evil: 1 é".repeat(20);
    let answer = app.me(&forge.header_with(&odd, json!(1))).await;
    assert_eq!(answer.json()["check"], "header_members");
    let challenge = answer.header("www-authenticate");
    let description = challenge.split("error_description=\"").nth(1).unwrap();
    assert_eq!(description.matches('"').count(), 1, "{challenge}");
    assert!(challenge.len() < 300 && challenge.is_ascii(), "{challenge}");
    assert!(!answer.headers.contains_key("x-evil"));
}
