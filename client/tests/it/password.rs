//! Changing the password brings another refresh cookie, which no renewal may cross, and an expired token has
//! to be renewed before.

use crate::page::{TestPage, bare, grant, json, me, refusal, until};
use client::{
    auth::{self, password, session, store},
    browser::clock,
};
use leptos::task::spawn_local;
use shared::{
    ProblemCode, UnixSeconds,
    api::{StorageMode, account::ChangePassword, paths},
    credentials::Password,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::{Request, Response};

const EXP: UnixSeconds = UnixSeconds(4_000_000_600);

type Log = Rc<RefCell<Vec<String>>>;

fn request() -> ChangePassword {
    ChangePassword {
        current: Password::new("nine blue herons".into()),
        new: Password::new("seven grey otters".into()),
    }
}

/// Ada is signed in with the token `old`, and `server` answers. What it was asked is in the log.
fn signed_in(server: impl Fn(&str, &str) -> Response + 'static) -> (TestPage, Log) {
    let log = Log::default();
    let asked = log.clone();
    let page = TestPage::load(move |request: Request| {
        let url = web_sys::Url::new(&request.url()).expect("fetch makes addresses whole");
        let line = format!("{} {}", request.method(), url.pathname());
        let token = request.headers().get("authorization").ok().flatten();
        let answer = server(&line, token.unwrap_or_default().trim_start_matches("Bearer "));
        asked.borrow_mut().push(line);
        answer
    });
    store::keep(page.auth, "ada", StorageMode::Memory, &grant(Some("old")))
        .expect("this browser keeps what it is given");
    (page, log)
}

#[test]
async fn an_expired_token_is_renewed_before_the_password_is_changed() {
    let (page, log) = signed_in(|asked, token| match (asked, token) {
        ("GET /api/me", "old") => refusal(ProblemCode::TokenExpired),
        ("GET /api/me", "new") => me(EXP),
        ("POST /api/auth/refresh", _) => json(&grant(Some("new"))),
        ("PUT /api/me/password", "new") => bare(204),
        _ => bare(500),
    });
    assert_eq!(password::change(page.auth, &request()).await, Ok(()));
    let change = "PUT /api/me/password";
    let asked = ["GET /api/me", "POST /api/auth/refresh", "GET /api/me", change];
    assert_eq!(*log.borrow(), asked);
    // Two passwords went over the wire, and none is left to look at.
    let seen = page.seen.lock().expect("no test panics while it looks");
    assert!(!seen.is_empty());
    assert!(seen.iter().all(|exchange| exchange.path != paths::PASSWORD));
}

#[test]
async fn no_other_tab_renews_while_the_password_is_changed() {
    let (page, log) = signed_in(|asked, _| match asked {
        "GET /api/me" => me(EXP),
        _ => bare(204),
    });
    let auth = page.auth;
    let another_tab = session::cookie_lock().await;
    let done = Rc::new(RefCell::new(None));
    let outcome = done.clone();
    spawn_local(async move {
        let changed = password::change(auth, &request()).await;
        outcome.replace(Some(changed));
    });
    until("the token is tried", || !log.borrow().is_empty()).await;
    clock::sleep_ms(20).await;
    assert_eq!(*log.borrow(), ["GET /api/me"]);
    drop(another_tab);
    until("the password is changed", || done.borrow().is_some()).await;
    assert_eq!(done.take(), Some(Ok(())));
    assert_eq!(log.borrow().last().map(String::as_str), Some("PUT /api/me/password"));
}

#[test]
async fn who_has_deleted_the_account_is_told_so_and_leaves_nothing_behind() {
    let (page, _) = signed_in(|_, _| refusal(ProblemCode::SessionEnded));
    let left = auth::logout::leave(page.auth, auth::Why::Deleted).await;
    assert_eq!(left, Ok(()));
    let session = page.auth.session_now();
    assert_eq!(session, auth::Session::SignedOut(auth::Why::Deleted));
    assert!(!auth::logout::is_pending());
    assert_eq!((store::hint(), store::read(StorageMode::Memory)), (None, None));
}
