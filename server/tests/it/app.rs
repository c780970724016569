//! A server for one test.

use crate::answer::Answer;
use clap::Parser;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use server::{
    AppState,
    assets::Assets,
    clock::{Clock, UnixMillis},
    config::{Config, ServeArgs},
    run,
};
use shared::{UnverifiedClaims, api::paths};
use std::{
    net::{Ipv4Addr, TcpListener},
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{sync::oneshot, task::JoinHandle};

pub(crate) const PASSWORD: &str = "canary: nine blue herons";
pub(crate) const START: UnixMillis = UnixMillis(1_800_000_000_250);

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    serve: ServeArgs,
}

/// The real server in this process, with a directory of its own.
pub(crate) struct TestApp {
    pub(crate) state: AppState,
    pub(crate) data: Arc<TempDir>,
    flags: Vec<String>,
    url: String,
    client: Client,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::with_flags(&[]).await
    }

    pub(crate) async fn with_flags(flags: &[&str]) -> Self {
        Self::with(flags, |_| {}).await
    }

    /// A server whose state was changed before it began.
    pub(crate) async fn with(flags: &[&str], change: impl FnOnce(&mut AppState)) -> Self {
        let data = Arc::new(tempfile::tempdir().unwrap());
        let flags = flags.iter().map(ToString::to_string).collect();
        Self::open(data, flags, Clock::manual(START), change).await
    }

    /// The same server after a stop and a start. What was only in memory is gone.
    pub(crate) async fn restart(self) -> Self {
        let flags = self.flags.clone();
        self.restart_with(flags).await
    }

    /// Another node on the same database. Both need the same public URL, given as a flag.
    pub(crate) async fn node_beside(&self) -> Self {
        let (data, clock) = (Arc::clone(&self.data), self.state.clock.clone());
        Self::open(data, self.flags.clone(), clock, |_| {}).await
    }

    pub(crate) async fn restart_with(self, flags: Vec<String>) -> Self {
        let Self {
            data,
            state,
            stop,
            task,
            ..
        } = self;
        let clock = state.clock.clone();
        stop.send(()).unwrap();
        task.await.unwrap();
        Self::open(data, flags, clock, |_| {}).await
    }

    /// A server on data that is there already.
    pub(crate) async fn on(data: TempDir, flags: &[&str]) -> Self {
        let flags = flags.iter().map(ToString::to_string).collect();
        Self::open(Arc::new(data), flags, Clock::manual(START), |_| {}).await
    }

    async fn open(
        data: Arc<TempDir>,
        flags: Vec<String>,
        clock: Clock,
        change: impl FnOnce(&mut AppState),
    ) -> Self {
        let directory = data.path().to_str().unwrap().to_owned();
        let given = ["claimcheck".to_owned(), "--data-dir".into(), directory];
        let args = Cli::parse_from(given.into_iter().chain(flags.clone())).serve;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let config = Config::new(&args, address).unwrap();
        let mut state = AppState::open(config, clock, Assets::EMBEDDED)
            .await
            .unwrap();
        change(&mut state);
        let (stop, stopped) = oneshot::channel();
        let serving = run(listener, state.clone(), async {
            // A test that ends drops the sender, and that is a stop as well.
            let _ = stopped.await;
        });
        Self {
            task: tokio::spawn(async { serving.await.unwrap() }),
            state,
            data,
            flags,
            url: format!("http://{address}"),
            client: Client::builder().no_proxy().build().unwrap(),
            stop,
        }
    }

    pub(crate) fn origin(&self) -> &str {
        self.state.config.public_url.origin()
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.state.clock.advance(Duration::from_secs(seconds));
    }

    /// The name of the key that signs.
    pub(crate) fn signing_kid(&self) -> String {
        let key = self.state.keys.signing(self.state.clock.now()).unwrap();
        key.kid().to_owned()
    }

    /// As when somebody corrects a clock that was ahead.
    pub(crate) fn set_back(&self, seconds: u64) {
        let now = self.state.clock.now();
        self.state
            .clock
            .set(now.minus(Duration::from_secs(seconds)));
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(&body)).await
    }

    /// What a page of this site would send along.
    pub(crate) async fn post_with_cookie(&self, path: &str, cookie: &str) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header("cookie", cookie)
            .header("sec-fetch-site", "same-origin")
            .json(&json!({}));
        Answer::of(request).await
    }

    pub(crate) async fn me(&self, token: &str) -> Answer {
        Answer::of(self.request(Method::GET, paths::ME).bearer_auth(token)).await
    }

    pub(crate) async fn register(&self, username: &str) -> Answer {
        self.post(
            paths::REGISTER,
            json!({ "username": username, "password": PASSWORD }),
        )
        .await
    }

    /// Signs in as `ada`, who is registered first.
    pub(crate) async fn signed_in(&self) -> SignedIn {
        self.register("ada").await;
        self.sign_in(json!({})).await
    }

    /// Signs in as `ada` with more members, or others, in the body.
    pub(crate) async fn sign_in(&self, more: Value) -> SignedIn {
        let mut body = json!({ "username": "ada", "password": PASSWORD });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let answer = self.post(paths::LOGIN, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        SignedIn {
            token: answer.json()["access_token"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            refresh: answer.cookie("claimcheck_refresh").unwrap(),
            answer,
        }
    }

    pub(crate) async fn renew(&self, refresh: &str) -> Answer {
        let cookie = format!("claimcheck_refresh={refresh}");
        self.post_with_cookie(paths::REFRESH, &cookie).await
    }

    pub(crate) async fn log_out(&self, token: &str) -> Answer {
        let request = self.request(Method::POST, paths::LOGOUT).bearer_auth(token);
        Answer::of(request.json(&json!({}))).await
    }

    /// Sends a request with a token, and with a body where there is one.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        token: &str,
        body: impl Into<Option<Value>>,
    ) -> Answer {
        let request = self.request(method, path).bearer_auth(token);
        Answer::of(match body.into() {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    /// Signs in as `root`, who is an admin.
    pub(crate) async fn admin(&self) -> SignedIn {
        self.register("root").await;
        sqlx::query("UPDATE users SET roles = 'user admin' WHERE username = 'root'")
            .execute(&self.state.db)
            .await
            .unwrap();
        self.sign_in(json!({ "username": "root" })).await
    }

    /// Closes an account behind the server's back, so that nothing but the account is closed.
    pub(crate) async fn set_disabled(&self, username: &str, disabled: bool) {
        let since = disabled.then_some(self.state.clock.now().0);
        sqlx::query("UPDATE users SET disabled_at = $2 WHERE username = $1")
            .bind(username)
            .bind(since)
            .execute(&self.state.db)
            .await
            .unwrap();
    }

    /// Changes the database behind the server's back.
    pub(crate) async fn run(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.state.db).await.unwrap();
    }

    /// Waits for what goes on after an answer.
    pub(crate) async fn settle(&self) {
        self.state.later.settle().await;
    }

    /// The names of the audited events, in their order.
    pub(crate) async fn audited(&self) -> Vec<String> {
        self.settle().await;
        let events: Vec<(String,)> =
            sqlx::query_as("SELECT event FROM audit_events ORDER BY rowid")
                .fetch_all(&self.state.db)
                .await
                .unwrap();
        events.into_iter().map(|(event,)| event).collect()
    }
}

/// What a client has after signing in.
pub(crate) struct SignedIn {
    pub(crate) token: String,
    pub(crate) refresh: String,
    pub(crate) answer: Answer,
}

impl SignedIn {
    pub(crate) fn sub(&self) -> String {
        UnverifiedClaims::read(&self.token).unwrap().sub.clone()
    }

    pub(crate) fn sid(&self) -> String {
        UnverifiedClaims::read(&self.token).unwrap().sid.clone()
    }
}
