//! What another tab does to the session is followed, and not undone.

use crate::page::{TestPage, bare, grant, me, refusal};
use client::{
    auth::{Session, SignedIn, Why, attach, restore, store},
    browser::{
        clock,
        site_data::{LocalStorage, SiteData},
    },
    http::Call,
};
use leptos::prelude::*;
use shared::{
    ProblemCode, UnixSeconds,
    api::{LoginRequest, Me, StorageMode, TokenGrant, paths},
    credentials::Password,
};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::{Event, Request, Response};

const EXP: UnixSeconds = UnixSeconds(4_000_000_000);

/// What the hint says once another tab has logged in.
fn another_login(login: &str) -> SignedIn {
    SignedIn {
        login: login.into(),
        username: "bob".into(),
        storage: StorageMode::HttpOnlyCookie,
        expires: EXP,
    }
}

/// A token of ours has no session any more; the cookie of another tab's login has one.
fn server_of_another_login(request: &Request) -> Response {
    let has_token = request.headers().has("authorization").unwrap_or(false);
    match (request.url().ends_with(paths::ME), has_token) {
        (true, true) => refusal(ProblemCode::SessionEnded),
        (true, false) => me(EXP),
        (false, _) => refusal(ProblemCode::NotFound),
    }
}

/// Ada logs in. The observer has seen her password.
async fn log_in(page: &TestPage) {
    let auth = page.auth;
    let request = LoginRequest {
        username: "ada".into(),
        password: Password::new("correct horse battery staple".to_owned()),
        storage: StorageMode::Memory,
        lifetime: None,
    };
    let login = Call::post(paths::LOGIN, &request);
    assert!(auth.http.send::<TokenGrant>(login).await.is_err());
    assert_eq!(page.bodies_seen(), 1);
    store::keep(auth, "ada", StorageMode::Memory, &grant(Some("header.claims.signature")))
        .expect("this browser keeps what it is given");
    clock::sleep_ms(20).await;
}

fn tell_of_other_tab() {
    let event = Event::new("storage").expect("the name of an event");
    let window = web_sys::window().expect("tests run in a page");
    window.dispatch_event(&event).expect("the event is not under way");
}

#[test]
async fn the_end_of_a_session_does_not_end_the_login_of_another_tab() {
    let page = TestPage::load(|request| server_of_another_login(&request));
    log_in(&page).await;
    page.owner.with(|| restore::start(page.auth, restore::settle));
    let hint = another_login("another");
    LocalStorage::keep(store::HINT_KEY, &hint);

    let error = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    let code = error.err().and_then(|error| error.code());
    assert_eq!(code, Some(ProblemCode::SessionEnded));
    clock::sleep_ms(50).await;

    assert_eq!(store::hint().as_ref(), Some(&hint));
    assert_eq!(page.auth.session_now(), Session::SignedIn(hint));
    assert_eq!(store::read(StorageMode::Memory), None);
    assert_eq!(page.bodies_seen(), 0);
}

#[test]
async fn a_later_login_under_the_same_name_is_another_one() {
    let page = TestPage::load(|request| server_of_another_login(&request));
    log_in(&page).await;
    page.owner.with(|| restore::start(page.auth, restore::settle));
    let mine = store::hint().expect("somebody is signed in");
    let login = "another".into();
    let hint = SignedIn { login, ..mine };
    LocalStorage::keep(store::HINT_KEY, &hint);
    tell_of_other_tab();

    assert_eq!(store::read(StorageMode::Memory), None);
    assert_eq!(page.auth.session_now(), Session::Restoring);
    assert_eq!(page.bodies_seen(), 0);
    // Its token is in the memory of the other tab, and this server does not renew.
    clock::sleep_ms(50).await;
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Ended));
}

#[test]
async fn signing_out_in_another_tab_leaves_nothing_to_read_here() {
    let page = TestPage::load(|request| server_of_another_login(&request));
    log_in(&page).await;
    page.owner.with(|| restore::start(page.auth, restore::settle));
    LocalStorage::forget(store::HINT_KEY);
    tell_of_other_tab();
    clock::sleep_ms(20).await;

    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Elsewhere));
    assert_eq!(store::read(StorageMode::Memory), None);
    assert_eq!(page.bodies_seen(), 0);
}

#[test]
async fn the_password_goes_when_the_server_ends_the_session_and_stays_when_the_token_expires() {
    for (refused, renewal, why, passwords) in [
        (ProblemCode::SessionEnded, true, Why::Ended, 0),
        (ProblemCode::TokenExpired, false, Why::Expired, 1),
    ] {
        let page = TestPage::load(move |request| {
            if request.url().ends_with(paths::ME) { refusal(refused) } else { bare(404) }
        });
        page.auth.renewal.set(renewal);
        log_in(&page).await;
        let sent = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
        assert_eq!(sent.err().and_then(|error| error.code()), Some(refused));
        assert_eq!(page.auth.session_now(), Session::SignedOut(why));
        assert_eq!(store::hint(), None);
        assert_eq!(page.bodies_seen(), passwords);
    }
}

#[test]
async fn a_session_that_ends_elsewhere_while_it_is_looked_for_is_not_found() {
    let page = TestPage::load(|request| {
        if request.url().ends_with(paths::ME) {
            LocalStorage::forget(store::HINT_KEY);
        }
        server_of_another_login(&request)
    });
    LocalStorage::keep(store::HINT_KEY, &another_login("first"));
    page.owner.with(|| restore::start(page.auth, restore::settle));
    clock::sleep_ms(50).await;

    assert_eq!(store::hint(), None);
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Elsewhere));
}

#[test]
async fn a_login_that_comes_while_another_is_looked_for_is_the_one_that_is_found() {
    let page = TestPage::load(|request| {
        if request.url().ends_with(paths::ME) {
            LocalStorage::keep(store::HINT_KEY, &another_login("second"));
        }
        server_of_another_login(&request)
    });
    LocalStorage::keep(store::HINT_KEY, &another_login("first"));
    page.owner.with(|| restore::start(page.auth, restore::settle));
    clock::sleep_ms(50).await;

    let second = another_login("second");
    assert_eq!(store::hint().as_ref(), Some(&second));
    assert_eq!(page.auth.session_now(), Session::SignedIn(second));
}
