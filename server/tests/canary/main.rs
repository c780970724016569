//! A program of its own, so that the log of the whole process is this one test's.
//!
//! Everything the server does is done once with values that can be recognized, and then they are looked
//! for wherever they must not be.

#[expect(dead_code, reason = "made for many tests, of which this is one")]
#[path = "../it/answer.rs"]
mod answer;
#[expect(dead_code, reason = "made for many tests, of which this is one")]
#[path = "../it/app.rs"]
mod app;

use answer::Answer;
use app::{START, TestApp};
use axum::body::Body;
use reqwest::Method;
use serde_json::{Value, json};
use server::{api::openapi, ops::metrics};
use shared::api::paths;
use std::{
    collections::BTreeSet,
    io::{self, Write},
    sync::{Arc, Mutex},
};
use tower::ServiceExt;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

const PASSWORD: &str = "canary: nine blue herons";
const NEW_PASSWORD: &str = "canary: ten grey egrets";
const AGENT: &str = "canary-agent/1.0";
const PROFILE: [&str; 6] = [
    "canary-name",
    "canary@example.com",
    "+82-canary-2",
    "canary-note",
    "canary-field",
    "canary-value",
];

/// What the server logs, at the level at which it says the most.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Who does it all.
struct Canary {
    app: TestApp,
    asked: BTreeSet<String>,
    answers: Vec<(String, String)>,
    secrets: Vec<String>,
    token: String,
}

impl Canary {
    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        cookie: &str,
        body: Option<Value>,
    ) -> Answer {
        let id = "AAAAAAAAAAAAAAAAAAAAAA";
        let real = path.replace("{id}", id).replace("{session}", id);
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
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = Answer::of(request).await;
        let operation = format!("{} {path}", method.as_str().to_lowercase());
        let heads = answer
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value:?}\n"));
        let text = heads.collect::<String>() + answer.text();
        for name in [
            "claimcheck_refresh",
            "claimcheck_access",
            "claimcheck_device",
        ] {
            self.secrets.extend(answer.cookie(name));
        }
        if let Some(token) = answer.json()["access_token"].as_str() {
            self.secrets.push(token.to_owned());
        }
        self.answers.push((operation.clone(), text));
        self.asked.insert(operation);
        answer
    }

    async fn log_in(&mut self, username: &str, password: &str, storage: &str) -> Answer {
        self.token.clear();
        let body = json!({ "username": username, "password": password, "storage": storage });
        let answer = self.ask(Method::POST, paths::LOGIN, "", Some(body)).await;
        let token = answer.json()["access_token"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        self.token = token;
        answer
    }
}

/// All of it, with mistakes that people make: passwords in the wrong field and broken bodies.
async fn do_everything(canary: &mut Canary) {
    register_and_fail(canary).await;
    sign_in_and_renew(canary).await;
    keep_a_profile(canary).await;
    change_password_and_delete(canary).await;
    administer(canary).await;
}

async fn register_and_fail(canary: &mut Canary) {
    let post = Method::POST;
    let credentials =
        |name: &str, password: &str| json!({ "username": name, "password": password });
    for (name, password) in [
        ("ada", PASSWORD),
        ("ada", PASSWORD),
        (PASSWORD, "short"),
        ("bob", PASSWORD),
    ] {
        canary
            .ask(
                post.clone(),
                paths::REGISTER,
                "",
                Some(credentials(name, password)),
            )
            .await;
    }
    canary.log_in(PASSWORD, "ada", "memory").await;
    canary.log_in("ada", NEW_PASSWORD, "memory").await;
    let wrong = json!({ "username": 1, "password": PASSWORD });
    canary
        .ask(post.clone(), paths::LOGIN, "", Some(wrong))
        .await;
    canary
        .ask(post.clone(), paths::LOGIN, "", Some(json!([PASSWORD])))
        .await;
}

async fn sign_in_and_renew(canary: &mut Canary) {
    let (get, post) = (Method::GET, Method::POST);
    let cookie = canary.log_in("ada", PASSWORD, "http_only_cookie").await;
    let cookie = format!(
        "claimcheck_access={}",
        cookie.cookie("claimcheck_access").unwrap()
    );
    canary.ask(get.clone(), paths::ME, &cookie, None).await;
    let signed_in = canary.log_in("ada", PASSWORD, "memory").await;
    let refresh = format!(
        "claimcheck_refresh={}",
        signed_in.cookie("claimcheck_refresh").unwrap()
    );
    let renewed = canary
        .ask(post.clone(), paths::REFRESH, &refresh, Some(json!({})))
        .await;
    assert_eq!(renewed.status, 200);
    canary.app.advance(11);
    canary
        .ask(post.clone(), paths::REFRESH, &refresh, Some(json!({})))
        .await;
    canary.log_in("ada", PASSWORD, "memory").await;
}

async fn keep_a_profile(canary: &mut Canary) {
    let (get, put) = (Method::GET, Method::PUT);
    let [name, email, phone, note, field, value] = PROFILE;
    let profile = json!({
        "version": 0, "display_name": name, "email": email, "phone": phone, "note": note,
        "more": [{ "name": field, "value": value }]
    });
    let written = canary
        .ask(put.clone(), paths::PROFILE, "", Some(profile.clone()))
        .await;
    assert_eq!(written.status, 200, "{}", written.text());
    canary
        .ask(put.clone(), paths::PROFILE, "", Some(profile))
        .await;
    canary
        .ask(
            put.clone(),
            paths::PROFILE,
            "",
            Some(json!({ "email": [email] })),
        )
        .await;
    for path in [
        paths::PROFILE,
        paths::LAB_PROFILE,
        paths::SESSIONS,
        paths::ME,
    ] {
        assert_eq!(
            canary.ask(get.clone(), path, "", None).await.status,
            200,
            "{path}"
        );
    }
}

async fn change_password_and_delete(canary: &mut Canary) {
    let (put, delete) = (Method::PUT, Method::DELETE);
    for change in [
        json!({ "current": "wrong canary", "new": NEW_PASSWORD }),
        json!({ "current": PASSWORD, "new": PASSWORD }),
        json!({ "current": PASSWORD, "new": "canary" }),
        json!({ "current": PASSWORD, "new": NEW_PASSWORD }),
    ] {
        canary
            .ask(put.clone(), paths::PASSWORD, "", Some(change))
            .await;
    }
    canary.ask(delete.clone(), paths::SESSION, "", None).await;
    canary.ask(delete.clone(), paths::SESSIONS, "", None).await;

    canary.log_in("ada", NEW_PASSWORD, "local_storage").await;
    canary
        .ask(
            delete.clone(),
            paths::ME,
            "",
            Some(json!({ "password": PASSWORD })),
        )
        .await;
    let gone = canary
        .ask(
            delete.clone(),
            paths::ME,
            "",
            Some(json!({ "password": NEW_PASSWORD })),
        )
        .await;
    assert_eq!(gone.status, 204, "{}", gone.text());
}

async fn administer(canary: &mut Canary) {
    let (get, post) = (Method::GET, Method::POST);
    let (patch, delete) = (Method::PATCH, Method::DELETE);
    sqlx::query("UPDATE users SET roles = 'user admin' WHERE username = 'bob'")
        .execute(&canary.app.state.db)
        .await
        .unwrap();
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
        canary.ask(get.clone(), path, "", None).await;
    }
    let query = format!("{}?search={PASSWORD}", paths::ADMIN_USERS);
    canary.app.send(get, &query, &canary.token, None).await;
    canary
        .ask(
            patch,
            paths::ADMIN_USER,
            "",
            Some(json!({ "disabled": true })),
        )
        .await;
    canary
        .ask(delete.clone(), paths::ADMIN_USER_SESSIONS, "", None)
        .await;
    canary
        .ask(delete, paths::ADMIN_USER_SESSION, "", None)
        .await;
    canary
        .ask(post.clone(), paths::ADMIN_KEYS_ROTATE, "", Some(json!({})))
        .await;
    canary.ask(post, paths::LOGOUT, "", Some(json!({}))).await;
}

/// Where tokens and what is in a profile belong.
fn belongs(operation: &str, secret: &str) -> bool {
    let is_of_profile = PROFILE.contains(&secret);
    let is_typed = [PASSWORD, NEW_PASSWORD, AGENT].contains(&secret);
    match operation {
        "get /api/me/profile" | "put /api/me/profile" => is_of_profile,
        "post /api/auth/login" | "post /api/auth/refresh" | "put /api/me/password" => {
            !is_of_profile && !is_typed
        }
        _ => false,
    }
}

#[tokio::test]
async fn s48_no_secret_is_in_a_log_an_answer_a_metric_or_a_file() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("trace,mio=off,polling=off"))
        .with_ansi(false)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let mut canary = Canary {
        app: TestApp::with_flags(&["--lab"]).await,
        asked: BTreeSet::new(),
        answers: Vec::new(),
        secrets: Vec::new(),
        token: String::new(),
    };
    assert_eq!(canary.app.state.clock.now(), START);
    do_everything(&mut canary).await;
    for (path, methods) in openapi::document()["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let operation = format!("{method} {path}");
            assert!(
                canary.asked.contains(&operation),
                "{operation} was not tried"
            );
        }
    }

    canary.app.settle().await;
    let mut secrets = canary.secrets.clone();
    assert!(secrets.len() > 10);
    // A token is recognized by its seal, too.
    secrets.extend(
        canary
            .secrets
            .iter()
            .filter_map(|token| Some(token.rsplit_once('.')?.1.to_owned())),
    );
    secrets.extend([PASSWORD, NEW_PASSWORD, AGENT].map(str::to_owned));
    secrets.extend(PROFILE.map(str::to_owned));

    let mut places: Vec<(String, String)> = canary.answers.clone();
    places.push((
        "the log".into(),
        String::from_utf8(log.0.lock().unwrap().clone()).unwrap(),
    ));
    let request = axum::http::Request::get("/metrics")
        .body(Body::empty())
        .unwrap();
    let response = metrics::router(canary.app.state.clone())
        .oneshot(request)
        .await
        .unwrap();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20)
        .await
        .unwrap();
    places.push((
        "the metrics".into(),
        String::from_utf8(bytes.to_vec()).unwrap(),
    ));
    for file in std::fs::read_dir(canary.app.data.path()).unwrap() {
        let path = file.unwrap().path();
        let content = std::fs::read(&path).unwrap();
        places.push((
            path.display().to_string(),
            String::from_utf8_lossy(&content).into_owned(),
        ));
    }
    for (place, text) in &places {
        for secret in &secrets {
            let is_there = text.contains(secret.as_str());
            assert!(
                !is_there || belongs(place, secret),
                "{secret} is in {place}: {text}"
            );
        }
    }

    // That nothing is found has to mean something.
    let found = |place: &str, text: &str| {
        places
            .iter()
            .any(|(name, content)| name.contains(place) && content.contains(text))
    };
    assert!(
        found("the log", "step=login")
            && found("the log", "INSERT INTO")
            && found("the log", "event=\"login_failed\"")
    );
    assert!(found("the metrics", "claimcheck_events_total"));
    assert!(found("claimcheck.db", "bob"));
    assert!(found("put /api/me/profile", PROFILE[0]));
    assert!(found("post /api/auth/login", &canary.token));
}
