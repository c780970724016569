//! The published keys.

use super::{ALGORITHMS, signing_with};
use jsonwebtoken::{DecodingKey, Validation, jwk::JwkSet};
use reqwest::Method;
use serde_json::{Value, json};
use shared::api::paths;
use std::collections::BTreeSet;
use support::{BEHIND_HTTPS, TestApp};

#[tokio::test]
async fn s20_the_jwks_has_public_members_alone() {
    for (algorithm, members) in [
        ("EdDSA", &["alg", "crv", "kid", "kty", "use", "x"][..]),
        ("ES256", &["alg", "crv", "kid", "kty", "use", "x", "y"]),
        ("RS256", &["alg", "e", "kid", "kty", "n", "use"]),
    ] {
        let app = signing_with(algorithm, &[]).await;
        app.rotate().await;
        let answer = app.get(paths::JWKS).await.expect(200);
        assert_eq!(answer.header("content-type"), "application/jwk-set+json");
        assert_eq!(answer.header("cache-control"), "public, max-age=30");
        let jwks = answer.json();
        assert_eq!(jwks.as_object().unwrap().len(), 1);
        let keys = jwks["keys"].as_array().unwrap();
        assert_eq!(keys.len(), 2);
        let kids: BTreeSet<_> = keys.iter().map(|key| key["kid"].as_str()).collect();
        assert_eq!(kids.len(), 2);
        for key in keys {
            let names: Vec<&String> = key.as_object().unwrap().keys().collect();
            assert_eq!(names, members);
            assert_eq!((&key["alg"], &key["use"]), (&json!(algorithm), &json!("sig")));
        }
        assert_eq!(app.request(Method::HEAD, paths::JWKS).send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn s20_a_symmetric_key_is_never_published() {
    let app = signing_with("HS256", &[]).await;
    assert_eq!(app.get(paths::JWKS).await.json(), json!({ "keys": [] }));
    // Not among others either.
    let flags = ["--algorithm", "ES256", "--public-url", "http://localhost:8080"];
    let app = app.restart_with(flags.map(str::to_owned).to_vec()).await;
    let jwks = app.get(paths::JWKS).await.json();
    assert_eq!(jwks["keys"].as_array().unwrap().len(), 1);
    assert_eq!(jwks["keys"][0]["kty"], "EC");
}

#[tokio::test]
async fn s19_s20_a_key_is_published_from_its_announcement_until_it_is_gone() {
    let app = signing_with("EdDSA", &[]).await;
    let old = app.signing_kid();
    app.rotate().await;
    app.advance(60);
    let new = app.signing_kid();
    let published = async || -> Vec<Value> {
        let jwks = app.get(paths::JWKS).await.json();
        let keys = jwks["keys"].as_array().unwrap().clone();
        keys.into_iter().map(|key| key["kid"].clone()).collect()
    };
    assert_eq!(published().await, [json!(old), json!(new)]);
    app.advance(605);
    assert_eq!(published().await, [json!(old), json!(new)]);
    app.advance(1);
    assert_eq!(published().await, [json!(new)]);
}

/// The verifier of another program, which has only the published keys.
#[tokio::test]
async fn s20_tokens_verify_with_the_published_key() {
    for algorithm in &ALGORITHMS[1..] {
        let app = signing_with(algorithm, &[]).await;
        let ada = app.signed_in().await;
        let jwks: JwkSet = serde_json::from_slice(&app.get(paths::JWKS).await.body).unwrap();
        let header = jsonwebtoken::decode_header(&ada.token).unwrap();
        let jwk = jwks.find(header.kid.as_deref().unwrap()).unwrap();
        let key = DecodingKey::from_jwk(jwk).unwrap();
        let mut validation = Validation::new(header.alg);
        validation.set_audience(&["claimcheck"]);
        validation.set_issuer(&[app.origin()]);
        // The clock of the test is not that of the machine.
        validation.validate_exp = false;
        let decoded = jsonwebtoken::decode::<Value>(&ada.token, &key, &validation).unwrap();
        assert_eq!(decoded.claims["sub"], app.me(&ada.token).await.json()["sub"]);
        let changed = ada.token.replace(".ey", ".fy");
        assert!(jsonwebtoken::decode::<Value>(&changed, &key, &validation).is_err());
    }
}

#[tokio::test]
async fn the_metadata_names_the_issuer_and_where_the_keys_are() {
    let issuer = ["--issuer", "https://id.example.com"];
    let flags = [&BEHIND_HTTPS[..], &issuer].concat();
    let app = TestApp::with_flags(&flags).await;
    let answer = app.get(paths::METADATA).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "public, max-age=30");
    assert_eq!(
        answer.json(),
        json!({
            "issuer": "https://id.example.com",
            "jwks_uri": "https://login.example.com/.well-known/jwks.json",
            "response_types_supported": [],
            "grant_types_supported": [],
            "service_documentation": "https://login.example.com/api/docs",
        })
    );
}

#[tokio::test]
async fn other_well_known_paths_and_methods_are_problems() {
    let app = TestApp::start().await;
    app.get("/.well-known/openid-configuration").await.assert_problem("not_found");
    for path in [paths::JWKS, paths::METADATA] {
        let answer = app.post(path, json!({})).await;
        assert_eq!(answer.header("allow"), "GET,HEAD");
        answer.assert_problem("method_not_allowed");
    }
}
