//! A server for one test.

use crate::response::TestResponse;
use axum::Router;
use clap::Parser;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use server::{
    Additions, AppState, app,
    assets::Assets,
    clock::{Clock, UnixMillis},
    config::{Config, ServeArgs},
    db::audit::Event,
    keys::rotation::Rotation,
    run,
    state::Parts,
};
use shared::{
    AuditEvent, UnverifiedClaims,
    api::{admin::KeyState, paths},
};
use std::{
    net::{Ipv4Addr, TcpListener},
    pin::Pin,
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};

pub const PASSWORD: &str = "canary: nine blue herons";
pub const START: UnixMillis = UnixMillis(1_800_000_000_250);

#[derive(Parser)]
struct TestArgs {
    #[command(flatten)]
    serve: ServeArgs,
}

/// Puts a server together from its state.
pub type Assemble =
    Arc<dyn Fn(AppState) -> Pin<Box<dyn Future<Output = Router> + Send>> + Send + Sync>;

/// What a server is started with, and started again.
#[derive(Clone)]
struct Setup {
    data: Arc<TempDir>,
    flags: Vec<String>,
    clock: Clock,
    assemble: Assemble,
}

impl Setup {
    /// The login alone, at the time [`START`].
    fn new(data: TempDir, flags: &[&str]) -> Self {
        Self {
            data: Arc::new(data),
            flags: flags.iter().map(ToString::to_string).collect(),
            clock: Clock::manual(START),
            assemble: Arc::new(|state| Box::pin(async { app(state, Additions::default()) })),
        }
    }
}

/// The real server in this process, with a directory of its own.
pub struct TestApp {
    pub state: AppState,
    pub data: Arc<TempDir>,
    setup: Setup,
    url: String,
    client: Client,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::with_flags(&[]).await
    }

    pub async fn with_flags(flags: &[&str]) -> Self {
        Self::on(tempfile::tempdir().unwrap(), flags).await
    }

    /// A server whose state was changed before it began.
    pub async fn with(flags: &[&str], change: impl FnOnce(&mut Parts)) -> Self {
        Self::open(Setup::new(tempfile::tempdir().unwrap(), flags), change).await
    }

    /// A server that is more than the login.
    pub async fn assembled(flags: &[&str], assemble: Assemble) -> Self {
        let setup = Setup::new(tempfile::tempdir().unwrap(), flags);
        Self::open(Setup { assemble, ..setup }, |_| {}).await
    }

    /// A server on data that is there already.
    pub async fn on(data: TempDir, flags: &[&str]) -> Self {
        Self::open(Setup::new(data, flags), |_| {}).await
    }

    /// Another node on the same database. Both need the same public URL, given as a flag.
    pub async fn node_beside(&self) -> Self {
        Self::open(self.setup.clone(), |_| {}).await
    }

    /// The same server after a stop and a start, without what was only in memory.
    pub async fn restart(self) -> Self {
        let setup = self.setup.clone();
        self.restart_from(setup).await
    }

    pub async fn restart_with(self, flags: Vec<String>) -> Self {
        let setup = Setup { flags, ..self.setup.clone() };
        self.restart_from(setup).await
    }

    /// The same data, served by a server that is put together differently.
    pub async fn restart_as(self, assemble: Assemble) -> Self {
        let setup = Setup { assemble, ..self.setup.clone() };
        self.restart_from(setup).await
    }

    async fn restart_from(self, setup: Setup) -> Self {
        self.stop.send(()).unwrap();
        self.task.await.unwrap();
        Self::open(setup, |_| {}).await
    }

    async fn open(setup: Setup, change: impl FnOnce(&mut Parts)) -> Self {
        let directory = setup.data.path().to_str().unwrap().to_owned();
        let given = ["claimcheck".to_owned(), "--data-dir".into(), directory];
        let args = TestArgs::parse_from(given.iter().chain(&setup.flags)).serve;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let config = Config::new(&args, address).unwrap();
        let clock = setup.clock.clone();
        let mut parts = Parts::open(config, clock, Assets::embedded()).await.unwrap();
        change(&mut parts);
        let state = AppState::from(parts);
        let (stop, stopped) = oneshot::channel();
        let app = (setup.assemble)(state.clone()).await;
        let serving = run(listener, state.clone(), app, async {
            // A test that ends drops the sender, which stops the server as well.
            let _ = stopped.await;
        });
        Self {
            task: tokio::spawn(async { serving.await.unwrap() }),
            state,
            data: Arc::clone(&setup.data),
            setup,
            url: format!("http://{address}"),
            client: Client::builder().no_proxy().build().unwrap(),
            stop,
        }
    }

    pub fn origin(&self) -> &str {
        self.state.config.public_url.origin()
    }

    pub fn advance(&self, seconds: u64) {
        self.state.clock.advance(Duration::from_secs(seconds));
    }

    /// The name of the key that signs.
    pub fn signing_kid(&self) -> String {
        let key = self.state.keys.signing(self.state.clock.now()).unwrap();
        key.kid().to_owned()
    }

    /// As when the operator corrects a clock that was ahead.
    pub fn set_back(&self, seconds: u64) {
        let now = self.state.clock.now();
        self.state.clock.set(now.minus(Duration::from_secs(seconds)));
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub async fn get(&self, path: &str) -> TestResponse {
        TestResponse::of(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> TestResponse {
        TestResponse::of(self.request(Method::POST, path).json(&body)).await
    }

    /// A request as a page of this site sends it.
    pub async fn post_with_cookie(&self, path: &str, cookie: &str) -> TestResponse {
        let request = self
            .request(Method::POST, path)
            .header("cookie", cookie)
            .header("sec-fetch-site", "same-origin")
            .json(&json!({}));
        TestResponse::of(request).await
    }

    pub async fn me(&self, token: &str) -> TestResponse {
        self.me_later(token).await
    }

    /// As [`me`](Self::me), for a task of its own.
    pub fn me_later(&self, token: &str) -> impl Future<Output = TestResponse> + Send + use<> {
        TestResponse::of(self.request(Method::GET, paths::ME).bearer_auth(token))
    }

    pub async fn register(&self, username: &str) -> TestResponse {
        self.post(paths::REGISTER, json!({ "username": username, "password": PASSWORD })).await
    }

    /// Signs in as `ada`, who is registered first.
    pub async fn signed_in(&self) -> TestSession {
        self.register("ada").await;
        self.sign_in(json!({})).await
    }

    /// Signs in as `ada` with more members, or others, in the body.
    pub async fn sign_in(&self, more: Value) -> TestSession {
        let mut body = json!({ "username": "ada", "password": PASSWORD });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = self.post(paths::LOGIN, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        TestSession {
            token: answer.json()["access_token"].as_str().unwrap_or_default().to_owned(),
            refresh: answer.cookie("claimcheck_refresh").unwrap(),
            answer,
        }
    }

    pub async fn renew(&self, refresh: &str) -> TestResponse {
        let cookie = format!("claimcheck_refresh={refresh}");
        self.post_with_cookie(paths::REFRESH, &cookie).await
    }

    pub async fn log_out(&self, token: &str) -> TestResponse {
        self.send(Method::POST, paths::LOGOUT, token, json!({})).await
    }

    /// Sends a request with a token, and with a body where there is one.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        token: &str,
        body: impl Into<Option<Value>>,
    ) -> TestResponse {
        let request = self.request(method, path).bearer_auth(token);
        TestResponse::of(match body.into() {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    /// Signs in as `root`, who is an admin.
    pub async fn admin(&self) -> TestSession {
        self.register("root").await;
        self.run("UPDATE users SET roles = 'user admin' WHERE username = 'root'").await;
        self.sign_in(json!({ "username": "root" })).await
    }

    /// Closes an account behind the server's back, so that nothing but the account is closed.
    pub async fn set_disabled(&self, username: &str, disabled: bool) {
        let since = disabled.then_some(self.state.clock.now().0);
        let update = sqlx::query("UPDATE users SET disabled_at = $2 WHERE username = $1");
        update.bind(username).bind(since).execute(&self.state.db).await.unwrap();
    }

    /// Changes the database behind the server's back.
    pub async fn run(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.state.db).await.unwrap();
    }

    /// Waits for the work that the server goes on with after an answer.
    pub async fn settle(&self) {
        let tasks = &self.state.background;
        tasks.close();
        tasks.wait().await;
        tasks.reopen();
    }

    /// The names of the audited events, in their order.
    pub async fn audited(&self) -> Vec<String> {
        self.settle().await;
        let events = sqlx::query_scalar("SELECT event FROM audit_events ORDER BY rowid");
        events.fetch_all(&self.state.db).await.unwrap()
    }

    pub async fn rotate(&self) -> Rotation {
        let event = Event::new(AuditEvent::KeyAnnounced, self.state.clock.now());
        self.state.keys.rotate(event).await.unwrap()
    }

    /// Runs the background task once that runs every two seconds.
    pub async fn tend(&self) {
        let now = self.state.clock.now();
        self.state.keys.tend(now).await.unwrap();
    }

    /// Waits until the background task has brought the keys into these states.
    pub async fn until_states(&self, expected: &[KeyState]) {
        until(async || self.states().await == expected).await;
    }

    /// Waits until the server has recorded this event.
    pub async fn until_audited(&self, event: &str) {
        until(async || self.audited().await.iter().any(|name| name == event)).await;
    }

    /// The states of all keys, the newest first.
    pub async fn states(&self) -> Vec<KeyState> {
        let now = self.state.clock.now();
        let keys = self.state.keys.list(now).await.unwrap();
        keys.into_iter().map(|key| key.state).collect()
    }
}

/// The tokens of a client after signing in.
pub struct TestSession {
    pub token: String,
    pub refresh: String,
    pub answer: TestResponse,
}

impl TestSession {
    pub fn sub(&self) -> String {
        UnverifiedClaims::read(&self.token).unwrap().sub.clone()
    }

    pub fn sid(&self) -> String {
        UnverifiedClaims::read(&self.token).unwrap().sid.clone()
    }
}

/// Waits for background work of the server. After a minute the test fails.
async fn until(mut holds: impl AsyncFnMut() -> bool) {
    let wait = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(20));
        while !holds().await {
            ticks.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), wait)
        .await
        .expect("what the test waits for happens within a minute");
}
