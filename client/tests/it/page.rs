//! A page of its own for each test, and a server that answers what the test wants.

use client::{
    auth::{Auth, Session, SignedIn, store},
    browser::{
        clock,
        site_data::{LocalStorage, SiteData},
    },
    http::{Call, Exchange, Seen},
    preferences::Preferences,
};
use gloo_storage::Storage;
use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use serde::Serialize;
use shared::{
    Problem, ProblemCode, UnixSeconds,
    api::{LoginRequest, Me, StorageMode, TokenGrant, TokenType, paths},
    credentials::Password,
    problem,
};
use std::{
    cell::RefCell,
    rc::Rc,
    sync::{Arc, Mutex},
};
use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::{Event, Headers, Request, Response, ResponseInit, Url};

/// A token that has three parts, and nothing to read in them.
pub(crate) const UNREADABLE: &str = "header.claims.signature";

/// When the sessions of the tests expire.
pub(crate) const EXP: UnixSeconds = UnixSeconds(4_000_000_000);

/// What a server was asked, as `GET /path`.
pub(crate) type Asked = Rc<RefCell<Vec<String>>>;

/// A page that has just been loaded, in a browser that remembers nothing.
pub(crate) struct TestPage {
    pub(crate) auth: Auth,
    pub(crate) owner: Owner,
    /// What an observer has seen and was not told to forget.
    pub(crate) seen: Arc<Mutex<Vec<Exchange>>>,
    real_fetch: JsValue,
    _fetch: Closure<dyn FnMut(Request) -> Promise<Response>>,
}

impl TestPage {
    /// `server` stands in for `fetch`, which comes back with the end of the page.
    pub(crate) fn load(mut server: impl FnMut(Request) -> Response + 'static) -> Self {
        Self::load_slow(move |request| Promise::resolve(&server(request)))
    }

    /// The same with a server that takes its time.
    pub(crate) fn load_slow(server: impl FnMut(Request) -> Promise<Response> + 'static) -> Self {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        forget_all();
        let fetch = Closure::new(server);
        let owner = Owner::new();
        let auth = owner.with(|| Auth::new(Preferences::restore().renewal));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let note = seen.clone();
        auth.http.watch(move |now| {
            let mut seen = note.lock().expect("no test panics while it looks");
            match now {
                Seen::Exchange(exchange) => seen.push(*exchange),
                Seen::End => seen.clear(),
            }
        });
        Self { auth, owner, seen, real_fetch: replace_fetch(fetch.as_ref()), _fetch: fetch }
    }

    /// The page of Ada, who has the token `token`. `server` gets `GET /path` and the token of the request. The page may
    /// ask what the server offers: that is answered with 404, and not among what was asked.
    pub(crate) fn signed_in(
        mode: StorageMode,
        token: &str,
        server: impl Fn(&str, &str) -> Response + 'static,
    ) -> (Self, Asked) {
        let asked = Asked::default();
        let note = asked.clone();
        let page = Self::load(move |request| {
            let path = Url::new(&request.url()).expect("fetch makes addresses whole").pathname();
            if path == paths::INFO {
                return bare(404);
            }
            let line = format!("{} {path}", request.method());
            let token = request.headers().get("authorization").ok().flatten().unwrap_or_default();
            let answer = server(&line, token.trim_start_matches("Bearer "));
            note.borrow_mut().push(line);
            answer
        });
        page.keep("ada", mode, Some(token));
        (page, asked)
    }

    /// Keeps a token, or none where no script gets it, as after a login.
    pub(crate) fn keep(&self, username: &str, mode: StorageMode, token: Option<&str>) {
        store::keep(self.auth, username, mode, &grant(token))
            .expect("this browser keeps what it is given");
    }

    /// Ada logs in, and the observer sees her password. The token is in memory.
    pub(crate) async fn log_in(&self) {
        let login = Call::post(paths::LOGIN, &login_request("ada"));
        assert!(self.auth.http.send::<TokenGrant>(login).await.is_err());
        self.keep("ada", StorageMode::Memory, Some(UNREADABLE));
        clock::sleep_ms(20).await;
    }

    /// What the page knows after it was loaded again.
    pub(crate) fn reload(&self) -> Auth {
        self.owner.with(|| Auth::new(Preferences::restore().renewal))
    }

    /// How many requests with a body, and so perhaps a password, are left to look at.
    pub(crate) fn bodies_seen(&self) -> usize {
        let seen = self.seen.lock().expect("no test panics while it looks");
        let bodies = seen.iter().filter(|one| one.request_body.is_some());
        bodies.count()
    }
}

impl Drop for TestPage {
    fn drop(&mut self) {
        replace_fetch(&self.real_fetch);
        self.owner.cleanup();
        forget_all();
    }
}

pub(crate) fn login_request(username: &str) -> LoginRequest {
    LoginRequest {
        username: username.into(),
        password: Password::new("correct horse battery staple".into()),
        storage: StorageMode::Memory,
        lifetime: None,
    }
}

/// What the hint says when another tab has logged in.
pub(crate) fn another_login(login: &str) -> SignedIn {
    SignedIn {
        login: login.into(),
        username: "bob".into(),
        storage: StorageMode::HttpOnlyCookie,
        expires: EXP,
    }
}

/// Another tab has logged in: the session of this page's token is over, and the cookie names the other session.
pub(crate) fn server_of_another_login(request: &Request) -> Response {
    let has_token = request.headers().has("authorization").unwrap_or(false);
    match (request.url().ends_with(paths::ME), has_token) {
        (true, true) => refusal(ProblemCode::SessionEnded),
        (true, false) => me(EXP),
        (false, _) => refusal(ProblemCode::NotFound),
    }
}

/// Sends the event by which a browser tells a page that another tab has changed a storage.
pub(crate) fn tell_of_other_tab() {
    let event = Event::new("storage").expect("the name of an event");
    window().dispatch_event(&event).expect("the event is not under way");
}

/// Waits until it is known whether a user is signed in.
pub(crate) async fn until_known(auth: Auth) {
    until("the session is known", || auth.session_now() != Session::Restoring).await;
}

pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if is_so() {
            return;
        }
        clock::sleep_ms(5).await;
    }
    panic!("it did not happen in time: {what}");
}

/// A grant with this token, for ten minutes.
pub(crate) fn grant(token: Option<&str>) -> TokenGrant {
    TokenGrant {
        access_token: token.map(str::to_owned),
        token_type: TokenType::Bearer,
        expires_in: 600,
        refresh_expires_in: 86_400,
        theft: None,
    }
}

/// What the server says of a user without roles, whose token expires then.
pub(crate) fn me(exp: UnixSeconds) -> Response {
    json(&Me {
        sub: "ada".into(),
        sid: "session".into(),
        iat: UnixSeconds(exp.0 - 600),
        exp,
        roles: Vec::new(),
    })
}

pub(crate) fn json(body: &impl Serialize) -> Response {
    answer(200, "application/json", body)
}

pub(crate) fn refusal(code: ProblemCode) -> Response {
    problem(&Problem::new(code, "for the test"))
}

pub(crate) fn problem(problem: &Problem) -> Response {
    answer(problem.status, problem::MEDIA_TYPE, problem)
}

/// An answer without a body, or one from something that is not the server.
pub(crate) fn bare(status: u16) -> Response {
    let init = ResponseInit::new();
    init.set_status(status);
    Response::new_with_opt_str_and_init(None, &init).expect("the status is a valid one")
}

fn answer(status: u16, kind: &str, body: &impl Serialize) -> Response {
    let headers = Headers::new().expect("empty headers are valid");
    headers.set("content-type", kind).expect("a media type is a valid header");
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(&headers);
    let body = serde_json::to_string(body).expect("the messages of the interface are JSON");
    Response::new_with_opt_str_and_init(Some(&body), &init).expect("the status is a valid one")
}

fn replace_fetch(with: &JsValue) -> JsValue {
    let global = js_sys::global();
    let before = Reflect::get(&global, &"fetch".into()).expect("every browser fetches");
    Reflect::set(&global, &"fetch".into(), with).expect("the window takes properties");
    before
}

fn forget_all() {
    store::clear();
    if LocalStorage::is_allowed() {
        LocalStorage::clear();
    }
}
