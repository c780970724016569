use crate::{lesson::with_lab, visitor::Visitor};
use lesson_shared::{lab::LabKeyChoice, paths};
use reqwest::Method;
use serde_json::json;
use shared::{api::StorageMode, verify::Algorithm};
use std::collections::HashSet;
use support::{app::TestApp, response::TestResponse};

/// Keys, issuer and audience are apart, so each side refuses the tokens of the other.
#[tokio::test]
async fn a33_a_lab_token_is_worth_nothing_at_the_real_endpoints_and_the_other_way_round() {
    let visitor = Visitor::come().await;
    for algorithm in Algorithm::ALL {
        let token = visitor.token(algorithm, LabKeyChoice::Strong).await;
        for path in [paths::ME, paths::PROFILE, paths::SESSIONS, paths::LAB_PROFILE] {
            let answer = visitor.me(path, &token).await;
            answer.assert_problem("token_invalid");
            assert_eq!(answer.json()["check"], "key_id", "{path}");
        }
        visitor.app.log_out(&token).await.assert_problem("token_invalid");
    }
    let weak = visitor.token(Algorithm::Hs256, LabKeyChoice::Weak).await;
    assert_eq!(visitor.app.me(&weak).await.json()["check"], "key_id");

    let ada = visitor.app.signed_in().await;
    let answer = visitor.me(paths::LAB_STRICT_ME, &ada.token).await;
    assert_eq!(answer.json()["check"], "key_id");
    let out = visitor.app.send(Method::POST, paths::LAB_LOGOUT, &ada.token, json!({})).await;
    assert_eq!(out.json()["check"], "key_id");
    assert_eq!(visitor.app.me(&ada.token).await.status, 200);
}

/// A browser that keeps the real token in the http-only cookie sends it to the lab too, whose verifiers ignore
/// it.
#[tokio::test]
async fn a33_the_cookie_of_the_real_session_is_no_token_of_the_lab() {
    let visitor = Visitor::come().await;
    visitor.app.register("ada").await;
    let storage = json!({ "storage": StorageMode::HttpOnlyCookie });
    let ada = visitor.app.sign_in(storage).await;
    let cookie = ada.answer.cookie("claimcheck_access").unwrap();
    let token = visitor.token(Algorithm::Es256, LabKeyChoice::Strong).await;
    for path in [paths::LAB_NAIVE_ME, paths::LAB_STRICT_ME] {
        let request = visitor.app.request(Method::GET, path);
        let request = request
            .bearer_auth(&token)
            .header("sec-fetch-site", "same-origin")
            .header("cookie", format!("claimcheck_access={cookie}"));
        assert_eq!(TestResponse::of(request).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn s20_the_lab_tells_public_keys_and_no_secrets() {
    let visitor = Visitor::come().await;
    let keys = visitor.info.keys.iter();
    let kids: HashSet<_> = keys.map(|key| &key.kid).collect();
    assert_eq!((kids.len(), visitor.info.keys.len()), (5, 5));
    for key in &visitor.info.keys {
        let is_secret = key.algorithm == Algorithm::Hs256;
        assert_eq!((key.jwk.is_none(), key.pem.is_none()), (is_secret, is_secret));
        if let Some(jwk) = &key.jwk {
            assert_eq!(jwk["kid"], *key.kid);
            for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                assert!(jwk.get(private).is_none(), "{private}");
            }
        }
        let pem = key.pem.as_deref().unwrap_or("-----BEGIN PUBLIC KEY-----\n");
        assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----\n"), "{pem}");
    }
    let published = visitor.app.get(paths::JWKS).await;
    for key in &visitor.info.keys {
        assert!(!published.text().contains(&key.kid));
    }
    let word = visitor.crack().await;
    let answer = visitor.app.get(paths::LAB).await;
    assert!(!answer.text().contains(&format!("\"{word}\"")), "{word}");
}

#[tokio::test]
async fn s14_a_lab_token_lives_no_longer_than_a_real_one() {
    let visitor = Visitor::come().await;
    let ask = |lifetime: u32| {
        let request = json!({ "algorithm": "HS256", "lifetime": lifetime });
        visitor.app.post(paths::LAB_TOKENS, request)
    };
    assert_eq!(ask(1).await.status, 200);
    assert_eq!(ask(visitor.info.max_lifetime).await.status, 200);
    for lifetime in [0, visitor.info.max_lifetime + 1] {
        let answer = ask(lifetime).await;
        answer.assert_problem("invalid_field");
        assert_eq!(answer.json()["field"], "lifetime");
    }
    let weak = json!({ "algorithm": "RS256", "key": "weak" });
    let answer = visitor.app.post(paths::LAB_TOKENS, weak).await;
    assert_eq!(answer.json()["field"], "algorithm");
}

#[tokio::test]
async fn what_one_network_may_ask_of_the_lab_is_limited() {
    let app = TestApp::assembled(&[], with_lab()).await;
    let ask = || app.post(paths::LAB_TOKENS, json!({ "algorithm": "HS256" }));
    for _ in 0..1000 {
        assert_eq!(ask().await.status, 200);
    }
    let refused = ask().await;
    refused.assert_problem("too_many_attempts");
    assert!(refused.headers.contains_key("retry-after"));
    app.advance(1);
    assert_eq!(ask().await.status, 200);
}

/// The naive verifier decrypts with RSA, and takes keys of any size.
#[tokio::test]
async fn s28_what_one_network_may_ask_of_the_naive_verifier_is_limited() {
    let app = TestApp::assembled(&[], with_lab()).await;
    for _ in 0..600 {
        assert_eq!(app.get(paths::LAB_NAIVE_ME).await.status, 200);
    }
    let refused = app.get(paths::LAB_NAIVE_ME).await;
    refused.assert_problem("too_many_attempts");
    assert!(refused.headers.contains_key("retry-after"));
    // The strict verifier still answers.
    app.get(paths::LAB_STRICT_ME).await.assert_problem("token_missing");
    app.advance(1);
    for _ in 0..5 {
        assert_eq!(app.get(paths::LAB_NAIVE_ME).await.status, 200);
    }
    app.get(paths::LAB_NAIVE_ME).await.assert_problem("too_many_attempts");
}
