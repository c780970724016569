//! Every operation of the server, and the mistakes that users make.

use super::{AGENT, NEW_PASSWORD, PASSWORD, PROFILE};
use crate::{app::TestApp, response::TestResponse};
use reqwest::Method;
use serde_json::{Value, json};
use shared::api::paths;
use std::collections::BTreeSet;

/// A client that remembers what it was answered.
pub struct Canary {
    pub app: TestApp,
    /// Operations as the description of the interface names them: `get /api/me`.
    pub asked: BTreeSet<String>,
    /// Each operation and its answer: headers, then body.
    pub answers: Vec<(String, String)>,
    /// The tokens that the server gave out.
    pub secrets: Vec<String>,
    pub token: String,
}

impl Canary {
    pub fn new(app: TestApp) -> Self {
        let (answers, secrets) = (Vec::new(), Vec::new());
        Self { app, asked: BTreeSet::new(), answers, secrets, token: String::new() }
    }

    pub async fn ask(
        &mut self,
        method: Method,
        path: &str,
        cookie: &str,
        body: impl Into<Option<Value>>,
    ) -> TestResponse {
        let id = "AAAAAAAAAAAAAAAAAAAAAA";
        let real = path
            .replace("{id}", id)
            .replace("{session}", id)
            .replace("{path}", "server/src/auth/login.rs");
        let mut request = self
            .app
            .request(method.clone(), &real)
            .header("user-agent", AGENT)
            .header("sec-fetch-site", "same-origin");
        if !cookie.is_empty() {
            request = request.header("cookie", cookie);
        } else if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body.into() {
            request = request.json(&body);
        }
        let answer = TestResponse::of(request).await;
        let operation = format!("{} {path}", method.as_str().to_lowercase());
        let heads = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}\n"));
        let text = heads.collect::<String>() + answer.text();
        for name in ["claimcheck_refresh", "claimcheck_access", "claimcheck_device"] {
            self.secrets.extend(answer.cookie(name));
        }
        // A token of the lab opens nothing, and still does not belong into a log.
        for name in ["access_token", "token"] {
            if let Some(token) = answer.json()[name].as_str() {
                self.secrets.push(token.to_owned());
            }
        }
        self.answers.push((operation.clone(), text));
        self.asked.insert(operation);
        answer
    }

    pub async fn get_each(&mut self, paths: &[&str]) {
        for path in paths {
            let answer = self.ask(Method::GET, path, "", None).await;
            assert_eq!(answer.status, 200, "{path}");
        }
    }

    pub async fn log_in(&mut self, username: &str, password: &str, storage: &str) -> TestResponse {
        self.token.clear();
        let body = json!({ "username": username, "password": password, "storage": storage });
        let answer = self.ask(Method::POST, paths::LOGIN, "", body).await;
        let token = answer.json()["access_token"].as_str().unwrap_or_default().to_owned();
        self.token = token;
        answer
    }
}

/// Uses every operation of the login, with passwords in the wrong field and broken bodies.
pub async fn do_everything(canary: &mut Canary) {
    register_and_fail(canary).await;
    sign_in_and_renew(canary).await;
    keep_a_profile(canary).await;
    canary.get_each(&[paths::PROFILE, paths::SESSIONS, paths::ME]).await;
    change_password_and_delete(canary).await;
    administer(canary).await;
}

async fn register_and_fail(canary: &mut Canary) {
    let credentials =
        |name: &str, password: &str| json!({ "username": name, "password": password });
    for (name, password) in
        [("ada", PASSWORD), ("ada", PASSWORD), (PASSWORD, "short"), ("bob", PASSWORD)]
    {
        canary.ask(Method::POST, paths::REGISTER, "", credentials(name, password)).await;
    }
    canary.log_in(PASSWORD, "ada", "memory").await;
    canary.log_in("ada", NEW_PASSWORD, "memory").await;
    let wrong = json!({ "username": 1, "password": PASSWORD });
    canary.ask(Method::POST, paths::LOGIN, "", wrong).await;
    canary.ask(Method::POST, paths::LOGIN, "", json!([PASSWORD])).await;
}

async fn sign_in_and_renew(canary: &mut Canary) {
    let cookie = canary.log_in("ada", PASSWORD, "http_only_cookie").await;
    let cookie = format!("claimcheck_access={}", cookie.cookie("claimcheck_access").unwrap());
    canary.ask(Method::GET, paths::ME, &cookie, None).await;
    let signed_in = canary.log_in("ada", PASSWORD, "memory").await;
    let refresh = format!("claimcheck_refresh={}", signed_in.cookie("claimcheck_refresh").unwrap());
    let renewed = canary.ask(Method::POST, paths::REFRESH, &refresh, json!({})).await;
    assert_eq!(renewed.status, 200);
    canary.app.advance(11);
    canary.ask(Method::POST, paths::REFRESH, &refresh, json!({})).await;
    canary.log_in("ada", PASSWORD, "memory").await;
}

/// Writes the profile of the user who is signed in, with mistakes.
pub async fn keep_a_profile(canary: &mut Canary) {
    let [name, email, phone, note, field, value] = PROFILE;
    let profile = json!({
        "version": 0, "display_name": name, "email": email, "phone": phone, "note": note,
        "more": [{ "name": field, "value": value }]
    });
    let written = canary.ask(Method::PUT, paths::PROFILE, "", profile.clone()).await;
    assert_eq!(written.status, 200, "{}", written.text());
    canary.ask(Method::PUT, paths::PROFILE, "", profile).await;
    canary.ask(Method::PUT, paths::PROFILE, "", json!({ "email": [email] })).await;
}

async fn change_password_and_delete(canary: &mut Canary) {
    for change in [
        json!({ "current": "wrong canary", "new": NEW_PASSWORD }),
        json!({ "current": PASSWORD, "new": PASSWORD }),
        json!({ "current": PASSWORD, "new": "canary" }),
        json!({ "current": PASSWORD, "new": NEW_PASSWORD }),
    ] {
        canary.ask(Method::PUT, paths::PASSWORD, "", change).await;
    }
    canary.ask(Method::DELETE, paths::SESSION, "", None).await;
    canary.ask(Method::DELETE, paths::SESSIONS, "", None).await;

    canary.log_in("ada", NEW_PASSWORD, "local_storage").await;
    canary.ask(Method::DELETE, paths::ME, "", json!({ "password": PASSWORD })).await;
    let gone = canary.ask(Method::DELETE, paths::ME, "", json!({ "password": NEW_PASSWORD })).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
}

async fn administer(canary: &mut Canary) {
    canary.app.make_admin("bob").await;
    canary.log_in("bob", PASSWORD, "memory").await;
    for path in [
        paths::ADMIN_USERS,
        paths::ADMIN_KEYS,
        paths::ADMIN_AUDIT,
        paths::ADMIN_USER_SESSIONS,
        paths::JWKS,
        paths::METADATA,
        paths::INFO,
        paths::OPENAPI,
        paths::DOCS,
        "/healthz",
        "/readyz",
    ] {
        canary.ask(Method::GET, path, "", None).await;
    }
    let query = format!("{}?search={PASSWORD}", paths::ADMIN_USERS);
    canary.app.send(Method::GET, &query, &canary.token, None).await;
    canary.ask(Method::PATCH, paths::ADMIN_USER, "", json!({ "disabled": true })).await;
    canary.ask(Method::DELETE, paths::ADMIN_USER_SESSIONS, "", None).await;
    canary.ask(Method::DELETE, paths::ADMIN_USER_SESSION, "", None).await;
    canary.ask(Method::POST, paths::ADMIN_KEYS_ROTATE, "", json!({})).await;
    canary.ask(Method::POST, paths::LOGOUT, "", json!({})).await;
}
