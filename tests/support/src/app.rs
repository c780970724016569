//! A server for one test.

use crate::response::TestResponse;
use axum::{Router, body::Body};
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
    ops::metrics,
    run,
    state::Parts,
};
use shared::{
    AuditEvent, UnverifiedClaims,
    api::{admin::KeyState, paths},
};
use sqlx::{AssertSqlSafe, FromRow, any::AnyRow};
use std::{
    net::{Ipv4Addr, TcpListener},
    pin::Pin,
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};
use tower::ServiceExt;

pub const PASSWORD: &str = "canary: nine blue herons";
pub const START: UnixMillis = UnixMillis(1_800_000_000_250);

/// The flags of a server behind a proxy that ends TLS.
pub const BEHIND_HTTPS: [&str; 4] =
    ["--public-url", "https://login.example.com", "--trusted-proxies", "127.0.0.1"];

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

    /// A server on which `ada` is registered.
    pub async fn with_user() -> Self {
        let app = Self::start().await;
        app.register("ada").await;
        app
    }

    /// A server, and a session of `ada` on it.
    pub async fn with_ada() -> (Self, TestSession) {
        let app = Self::start().await;
        let ada = app.signed_in().await;
        (app, ada)
    }

    /// A server, and a session of the admin `root` on it.
    pub async fn with_admin() -> (Self, TestSession) {
        let app = Self::start().await;
        let root = app.admin().await;
        (app, root)
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
        let args = ServeArgs::parse_from(given.iter().chain(&setup.flags));
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

    /// Sets the clock back, as an operator corrects a clock that was ahead.
    pub fn set_back(&self, seconds: u64) {
        let now = self.state.clock.now();
        self.state.clock.set(now.minus(Duration::from_secs(seconds)));
    }

    /// A request as a proxy passes it on that leaves the name of the host as it is.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.request_for(&self.origin()[self.origin().find("//").unwrap() + 2..], method, path)
    }

    /// A request for the server under another name.
    pub fn request_for(&self, host: &str, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url)).header("host", host)
    }

    pub async fn get(&self, path: &str) -> TestResponse {
        TestResponse::of(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> TestResponse {
        TestResponse::of(self.request(Method::POST, path).json(&body)).await
    }

    /// A request with these cookies, as a page of this site sends it. Its body is empty JSON.
    pub fn page_request(&self, path: &str, cookies: &str) -> RequestBuilder {
        self.request(Method::POST, path)
            .header("cookie", cookies)
            .header("sec-fetch-site", "same-origin")
            .json(&json!({}))
    }

    pub async fn post_with_cookie(&self, path: &str, cookies: &str) -> TestResponse {
        TestResponse::of(self.page_request(path, cookies)).await
    }

    pub async fn me(&self, token: &str) -> TestResponse {
        self.me_later(token).await
    }

    pub async fn register(&self, username: &str) -> TestResponse {
        self.post(paths::REGISTER, credentials(username, PASSWORD)).await
    }

    /// The answer to a login, which may be a refusal.
    pub async fn log_in(&self, username: &str, password: &str) -> TestResponse {
        self.post(paths::LOGIN, credentials(username, password)).await
    }

    /// Signs in as `ada`, who is registered first.
    pub async fn signed_in(&self) -> TestSession {
        self.signed_in_as("ada").await
    }

    /// Registers a user and signs in.
    pub async fn signed_in_as(&self, username: &str) -> TestSession {
        self.register(username).await;
        self.sign_in(json!({ "username": username })).await
    }

    /// Signs in as `ada` with more members, or others, in the body.
    pub async fn sign_in(&self, more: Value) -> TestSession {
        let mut body = credentials("ada", PASSWORD);
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = self.post(paths::LOGIN, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        TestSession { token: answer.access_token(), refresh: answer.refresh_token(), answer }
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
        self.make_admin("root").await;
        self.sign_in(json!({ "username": "root" })).await
    }

    /// Gives a user the role admin. Tokens that are out already do not have it.
    pub async fn make_admin(&self, username: &str) {
        let sql = format!("UPDATE users SET roles = 'user admin' WHERE username = '{username}'");
        self.run(sql).await;
    }

    /// Asserts that neither token of an ended session is accepted.
    pub async fn assert_ended(&self, session: &TestSession) {
        assert_eq!(self.me(&session.token).await.code(), "session_ended");
        assert_eq!(self.renew(&session.refresh).await.code(), "refresh_refused");
    }

    /// Asserts that both tokens of a session are accepted. The refresh token is used by that.
    pub async fn assert_alive(&self, session: &TestSession) {
        assert_eq!(self.me(&session.token).await.status, 200);
        assert_eq!(self.renew(&session.refresh).await.status, 200);
    }

    /// Closes an account behind the server's back, so that nothing but the account is closed.
    pub async fn set_disabled(&self, username: &str, disabled: bool) {
        let now = self.state.clock.now().0;
        let since = if disabled { now.to_string() } else { "NULL".to_owned() };
        self.run(format!("UPDATE users SET disabled_at = {since} WHERE username = '{username}'"))
            .await;
    }

    /// Changes the database behind the server's back.
    pub async fn run(&self, sql: impl Into<String>) {
        sqlx::query(AssertSqlSafe(sql.into())).execute(&self.state.db).await.unwrap();
    }

    /// The rows that a query finds in the database.
    pub async fn rows<T: for<'r> FromRow<'r, AnyRow> + Send + Unpin>(
        &self,
        sql: impl Into<String>,
    ) -> Vec<T> {
        sqlx::query_as(AssertSqlSafe(sql.into())).fetch_all(&self.state.db).await.unwrap()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        self.rows::<(i64,)>(format!("SELECT count(*) FROM {table}")).await[0].0
    }

    /// The files in the data directory: their paths and what is in them.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let files = std::fs::read_dir(self.data.path()).unwrap().map(|file| file.unwrap().path());
        files.map(|path| (path.display().to_string(), std::fs::read(path).unwrap())).collect()
    }

    /// The answer of `GET /metrics`.
    pub async fn metrics(&self) -> String {
        let request = axum::http::Request::get("/metrics").body(Body::empty()).unwrap();
        let response = metrics::router(self.state.clone()).oneshot(request).await.unwrap();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
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
        let events = self.rows("SELECT event FROM audit_events ORDER BY rowid").await;
        events.into_iter().map(|(event,)| event).collect()
    }

    /// A request with this token, as a task of its own can send it.
    pub fn me_later(&self, token: &str) -> impl Future<Output = TestResponse> + Send + use<> {
        TestResponse::of(self.request(Method::GET, paths::ME).bearer_auth(token))
    }

    pub async fn rotate(&self) -> Rotation {
        let event = Event::new(AuditEvent::KeyAnnounced, self.state.clock.now());
        self.state.keys.rotate(event).await.unwrap()
    }

    /// Does once what the background task does twice a second.
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
    /// The refresh cookie as a browser sends it.
    pub fn refresh_cookie(&self) -> String {
        format!("claimcheck_refresh={}", self.refresh)
    }

    pub fn sub(&self) -> String {
        UnverifiedClaims::read(&self.token).unwrap().sub.clone()
    }

    pub fn sid(&self) -> String {
        UnverifiedClaims::read(&self.token).unwrap().sid.clone()
    }
}

/// The body of a registration or a login.
pub fn credentials(username: &str, password: &str) -> Value {
    json!({ "username": username, "password": password })
}

/// Waits for what the server does by itself, for a minute at most.
pub async fn until(mut holds: impl AsyncFnMut() -> bool) {
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
