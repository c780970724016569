//! Changing the password brings another refresh cookie, which no renewal may cross, and an expired token has
//! to be renewed before.

use crate::page::{Asked, EXP, TestPage, bare, grant, json, me, refusal, until};
use client::{
    auth::{self, password, session, store},
    browser::clock,
};
use leptos::task::spawn_local;
use shared::{
    ProblemCode,
    api::{StorageMode, account::ChangePassword, paths},
    credentials::Password,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::Response;

fn request() -> ChangePassword {
    ChangePassword {
        current: Password::new("nine blue herons".into()),
        new: Password::new("seven grey otters".into()),
    }
}

/// Ada is signed in with the token `old`.
fn signed_in(server: impl Fn(&str, &str) -> Response + 'static) -> (TestPage, Asked) {
    TestPage::signed_in(StorageMode::Memory, "old", server)
}

#[test]
async fn an_expired_token_is_renewed_before_the_password_is_changed() {
    let (page, asked) = signed_in(|line, token| match (line, token) {
        ("GET /api/me", "old") => refusal(ProblemCode::TokenExpired),
        ("GET /api/me", "new") => me(EXP),
        ("POST /api/auth/refresh", _) => json(&grant(Some("new"))),
        ("PUT /api/me/password", "new") => bare(204),
        _ => bare(500),
    });
    assert_eq!(password::change(page.auth, &request()).await, Ok(()));
    let (me, refresh, change) = ("GET /api/me", "POST /api/auth/refresh", "PUT /api/me/password");
    assert_eq!(*asked.borrow(), [me, refresh, me, change]);
    // Two passwords went over the wire, and none is left to look at.
    let seen = page.seen.lock().expect("no test panics while it looks");
    assert!(!seen.is_empty());
    assert!(seen.iter().all(|exchange| exchange.path != paths::PASSWORD));
}

#[test]
async fn no_other_tab_renews_while_the_password_is_changed() {
    let (page, asked) = signed_in(|line, _| match line {
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
    until("the token is tried", || !asked.borrow().is_empty()).await;
    clock::sleep_ms(20).await;
    assert_eq!(*asked.borrow(), ["GET /api/me"]);
    drop(another_tab);
    until("the password is changed", || done.borrow().is_some()).await;
    assert_eq!(done.take(), Some(Ok(())));
    assert_eq!(asked.borrow().last().map(String::as_str), Some("PUT /api/me/password"));
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
