use serde_json::{Value, json};
use shared::{Claims, Compact, UnverifiedClaims, api::paths};
use std::collections::BTreeSet;
use support::{BEHIND_HTTPS, PASSWORD, START, TestApp};

#[tokio::test]
async fn s04_s10_s15_a35_a_token_says_what_it_has_to_and_nothing_personal() {
    let app = TestApp::start().await;
    let sub = app.register("ada").await.json()["sub"].clone();
    let ada = app.sign_in(json!({})).await;
    let compact = Compact::parse(&ada.token).unwrap();
    let header: Value = serde_json::from_slice(&compact.header).unwrap();
    assert_eq!(header, json!({ "alg": "HS256", "typ": "at+jwt", "kid": app.signing_kid() }));
    let payload: Value = serde_json::from_slice(&compact.payload).unwrap();
    let names: BTreeSet<&str> = payload.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, Claims::NAMES.iter().copied().collect());
    assert_eq!(payload["iss"], app.origin());
    assert_eq!(payload["aud"], "claimcheck");
    assert_eq!(payload["sub"], sub);
    assert_eq!(payload["roles"], json!(["user"]));
    assert_eq!(payload["iat"], START.seconds().0);
    assert_eq!(payload["exp"], START.seconds().0 + 600);
    assert!(!payload.to_string().contains("ada"));
}

#[tokio::test]
async fn s10_ids_are_never_the_same_twice() {
    let app = TestApp::start().await;
    let first = app.signed_in().await;
    let second = app.sign_in(json!({})).await;
    let [first, second] =
        [first, second].map(|session| UnverifiedClaims::read(&session.token).unwrap());
    assert_eq!(first.sub, second.sub);
    assert_ne!(first.sid, second.sid);
    assert_ne!(first.jti, second.jti);
}

#[tokio::test]
async fn s41_script_readable_modes_get_the_access_token_in_the_body_and_nothing_else() {
    let app = TestApp::with_user().await;
    for storage in ["memory", "local_storage", "cookie"] {
        let ada = app.sign_in(json!({ "storage": storage })).await;
        let grant = ada.answer.json();
        let names: BTreeSet<&str> = grant.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            names,
            BTreeSet::from(["access_token", "token_type", "expires_in", "refresh_expires_in"])
        );
        assert_eq!(grant["token_type"], "Bearer");
        assert_eq!(grant["refresh_expires_in"], 24 * 60 * 60);
        assert!(!ada.answer.text().contains(&ada.refresh));
        // One from an earlier login would be a second token.
        assert!(ada.answer.cookies()[1].starts_with("claimcheck_access=; Path=/; Max-Age=0;"));
    }
}

#[tokio::test]
async fn the_http_only_mode_keeps_the_token_out_of_the_body() {
    let app = TestApp::with_user().await;
    let ada = app.sign_in(json!({ "storage": "http_only_cookie", "lifetime": 60 })).await;
    assert_eq!(ada.answer.json()["access_token"], json!(null));
    let token = ada.answer.cookie("claimcheck_access").unwrap();
    assert!(!ada.answer.text().contains(&token));
    assert_eq!(
        ada.answer.cookies()[1],
        format!("claimcheck_access={token}; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict")
    );
    assert_eq!(app.me(&token).await.status, 200);
    // The cookie outlives the token, so that the browser is told what happened.
    app.advance(65);
    assert_eq!(app.me(&token).await.code(), "token_expired");
}

#[tokio::test]
async fn s40_the_refresh_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let (_app, ada) = TestApp::with_ada().await;
    assert_eq!(
        ada.answer.cookies()[0],
        format!(
            "claimcheck_refresh={}; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict",
            ada.refresh
        )
    );
}

#[tokio::test]
async fn s40_on_https_cookies_are_secure_and_bound_to_the_host() {
    let app = TestApp::with_flags(&BEHIND_HTTPS).await;
    app.register("ada").await;
    let body = json!({ "username": "ada", "password": PASSWORD, "storage": "http_only_cookie" });
    let answer = app.post(paths::LOGIN, body).await;
    for (line, name) in answer.cookies().into_iter().zip(["refresh", "access"]) {
        assert!(line.starts_with(&format!("__Host-claimcheck_{name}=")), "{line}");
        assert!(line.contains("; Path=/; "), "{line}");
        assert!(line.ends_with("; HttpOnly; SameSite=Strict; Secure"), "{line}");
    }
    // The plain names mean nothing here.
    let refresh = answer.cookie("__Host-claimcheck_refresh").unwrap();
    assert_eq!(app.renew(&refresh).await.code(), "refresh_refused");
    let cookie = format!("__Host-claimcheck_refresh={refresh}");
    assert_eq!(app.post_with_cookie(paths::REFRESH, &cookie).await.status, 200);
}

/// An attacker with the files cannot sign in with anything in them.
#[tokio::test]
async fn s32_s48_no_token_and_no_password_is_in_the_files() {
    let (app, ada) = TestApp::with_ada().await;
    let renewed = app.renew(&ada.refresh).await;
    let next = renewed.refresh_token();
    app.log_in(PASSWORD, "canary-too long for ada").await;
    let app = app.restart().await;

    let seal = |token: &str| shared::compact::from_base64url(token).unwrap()[24..].to_vec();
    let signature = ada.token.rsplit('.').next().unwrap();
    let secrets = [
        PASSWORD.as_bytes().to_vec(),
        b"canary-too".to_vec(),
        ada.token.clone().into_bytes(),
        signature.as_bytes().to_vec(),
        ada.refresh.clone().into_bytes(),
        next.clone().into_bytes(),
        seal(&ada.refresh),
        seal(&next),
    ];
    let files = app.files();
    assert!(files.len() >= 2);
    for (path, bytes) in files {
        for secret in &secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "{} in {path}", String::from_utf8_lossy(secret));
        }
    }
}
