//! A visitor of the lab.

use crate::lesson::with_lab;
use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use lesson_shared::{
    lab::{LabInfo, LabKeyChoice, OFFSET_HEADER, words::WORDS, world},
    paths,
};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{compact::from_base64url, verify::Algorithm};
use support::{app::TestApp, response::TestResponse};

/// A server with a lab, and a visitor of it.
pub(crate) struct Visitor {
    pub(crate) app: TestApp,
    pub(crate) info: LabInfo,
}

impl Visitor {
    pub(crate) async fn come() -> Self {
        let app = TestApp::assembled(&[], with_lab()).await;
        let info = serde_json::from_slice(&app.get(paths::LAB).await.body).unwrap();
        Self { app, info }
    }

    /// A genuine token.
    pub(crate) async fn token(&self, algorithm: Algorithm, key: LabKeyChoice) -> String {
        self.token_with(json!({ "algorithm": algorithm, "key": key })).await
    }

    pub(crate) async fn token_with(&self, request: Value) -> String {
        let answer = self.app.post(paths::LAB_TOKENS, request).await.expect(200);
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn me(&self, path: &str, token: &str) -> TestResponse {
        self.app.send(Method::GET, path, token, None).await
    }

    /// A guess at the password of the lab's account, by the login at this path.
    pub(crate) async fn guess(&self, path: &str, username: &str, password: &str) -> TestResponse {
        self.app.post(path, json!({ "username": username, "password": password })).await
    }

    /// A request with a token and a shifted clock.
    pub(crate) async fn at(&self, path: &str, token: &str, offset: &str) -> TestResponse {
        let request = self.app.request(Method::GET, path).bearer_auth(token);
        TestResponse::of(request.header(OFFSET_HEADER, offset)).await
    }

    pub(crate) async fn end_session(&self, token: &str) {
        self.app.send(Method::POST, paths::LAB_LOGOUT, token, json!({})).await.expect(204);
    }

    /// The public key of an algorithm in PEM; empty for HS256.
    pub(crate) fn pem(&self, algorithm: Algorithm) -> &str {
        let mut keys = self.info.keys.iter();
        let key = keys.find(|key| key.algorithm == algorithm).unwrap();
        key.pem.as_deref().unwrap_or_default()
    }

    /// The secret of the weak key, found as the page finds it.
    pub(crate) async fn crack(&self) -> &'static str {
        let token = self.token(Algorithm::Hs256, LabKeyChoice::Weak).await;
        let (input, signature) = token.rsplit_once('.').unwrap();
        let signature = from_base64url(signature).unwrap();
        let fits = |word: &&&str| sign_with_secret(word.as_bytes(), input) == signature;
        WORDS.iter().find(fits).unwrap()
    }
}

pub(crate) fn sign_with_secret(secret: &[u8], input: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    hmac::sign(&key, input.as_bytes()).as_ref().to_vec()
}

/// With the key that the attacker has published.
pub(crate) fn sign_as_attacker(input: &str) -> Vec<u8> {
    let jwk: Value = serde_json::from_str(world::ATTACKER_KEY).unwrap();
    let member = |name: &str| from_base64url(jwk[name].as_str().unwrap()).unwrap();
    let point = [vec![4], member("x"), member("y")].concat();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, &member("d"), &point);
    let signature = pair.unwrap().sign(&SystemRandom::new(), input.as_bytes()).unwrap();
    signature.as_ref().to_vec()
}
