//! What another tab does to the session is followed, and not undone.

use crate::page::{
    TestPage, another_login, bare, refusal, server_of_another_login, tell_of_other_tab, until_known,
};
use client::{
    auth::{Session, SignedIn, Why, attach, restore, store},
    browser::{
        clock,
        site_data::{LocalStorage, SiteData},
    },
    http::Call,
};
use leptos::prelude::Set;
use shared::{
    ProblemCode,
    api::{Me, StorageMode, paths},
};
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Ada has logged in, and another tab may log in next.
async fn logged_in() -> TestPage {
    let page = TestPage::load(|request| server_of_another_login(&request));
    page.log_in().await;
    assert_eq!(page.bodies_seen(), 1);
    restore(&page);
    page
}

fn restore(page: &TestPage) {
    page.owner.with(|| restore::start(page.auth, restore::settle));
}

#[test]
async fn the_end_of_a_session_does_not_end_the_login_of_another_tab() {
    let page = logged_in().await;
    let hint = another_login("another");
    LocalStorage::keep(store::HINT_KEY, &hint);

    let error = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    let code = error.err().and_then(|error| error.code());
    assert_eq!(code, Some(ProblemCode::SessionEnded));
    until_known(page.auth).await;

    assert_eq!(store::hint().as_ref(), Some(&hint));
    assert_eq!(page.auth.session_now(), Session::SignedIn(hint));
    assert_eq!(store::read(StorageMode::Memory), None);
    assert_eq!(page.bodies_seen(), 0);
}

#[test]
async fn a_later_login_under_the_same_name_is_another_one() {
    let page = logged_in().await;
    let mine = store::hint().expect("Ada is signed in");
    let hint = SignedIn { login: "another".into(), ..mine };
    LocalStorage::keep(store::HINT_KEY, &hint);
    tell_of_other_tab();

    assert_eq!(store::read(StorageMode::Memory), None);
    assert_eq!(page.auth.session_now(), Session::Restoring);
    assert_eq!(page.bodies_seen(), 0);
    // Its token is in the memory of the other tab, and this server does not renew.
    until_known(page.auth).await;
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Ended));
}

#[test]
async fn signing_out_in_another_tab_leaves_nothing_to_read_here() {
    let page = logged_in().await;
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
        page.log_in().await;
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
    restore(&page);
    until_known(page.auth).await;

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
    restore(&page);
    until_known(page.auth).await;

    let second = another_login("second");
    assert_eq!(store::hint().as_ref(), Some(&second));
    assert_eq!(page.auth.session_now(), Session::SignedIn(second));
}
