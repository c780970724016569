//! A page of its own for each test, and a server that answers what the test wants.

use client::{
    auth::{Auth, store},
    browser::{
        clock,
        site_data::{LocalStorage, SiteData},
    },
    http::{Exchange, Seen},
    preferences::Preferences,
};
use gloo_storage::Storage;
use js_sys::{Promise, Reflect};
use leptos::prelude::*;
use serde::Serialize;
use shared::{
    Problem, ProblemCode, UnixSeconds,
    api::{Me, TokenGrant, TokenType},
    problem,
};
use std::sync::{Arc, Mutex};
use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::{Headers, Request, Response, ResponseInit};

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

/// Waits for something that is to happen by itself.
pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if is_so() {
            return;
        }
        clock::sleep_ms(5).await;
    }
    panic!("it was waited in vain until {what}");
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
