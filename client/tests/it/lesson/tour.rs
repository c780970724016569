//! The walkthrough forgets tokens and exchanges when their session ends.

use crate::page::{
    EXP, TestPage, UNREADABLE, another_login, grant, refusal, server_of_another_login,
    tell_of_other_tab, until_known,
};
use client::{
    auth::{Session, SignedIn, Why, attach, restore, store},
    browser::{
        clock,
        site_data::{LocalStorage, SiteData},
    },
    http::Call,
    lesson::{
        exchanges::Exchanges,
        offer::Offer,
        walkthrough::state::{Forged, Issued, Tour},
    },
};
use leptos::prelude::*;
use shared::{
    ProblemCode,
    api::{Me, StorageMode, paths},
};
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A page on which Ada has logged in, with all that a walkthrough collects.
async fn signed_in() -> (TestPage, Tour) {
    let page = TestPage::load(|request| server_of_another_login(&request));
    let auth = page.auth;
    let tour = page.owner.with(|| {
        restore::start(auth, restore::settle);
        Tour::new(auth, Exchanges::of(auth.http), Offer::of(auth.server, auth.http))
    });
    page.log_in().await;
    tour.issued.set(Some(Issued {
        username: "ada".into(),
        storage: StorageMode::Memory,
        grant: grant(Some(UNREADABLE)),
        expires: EXP,
    }));
    tour.forged.set(Some(Forged { token: "forged".into(), at: 0, was: 'F', now: 'f' }));
    tour.last_token.set(Some("last".into()));
    assert_eq!(passwords(tour), 1);
    (page, tour)
}

fn passwords(tour: Tour) -> usize {
    let sent = untrack(|| tour.recorded.all());
    sent.iter().filter(|one| one.request_body.is_some()).count()
}

fn has_forgotten_all(tour: Tour) -> bool {
    tour.issued.with_untracked(Option::is_none)
        && tour.forged.with_untracked(Option::is_none)
        && tour.last_token.with_untracked(Option::is_none)
        && passwords(tour) == 0
}

#[test]
async fn tokens_and_exchanges_go_when_another_login_has_taken_over() {
    let (page, tour) = signed_in().await;
    let hint = another_login("another");
    assert!(LocalStorage::keep(store::HINT_KEY, &hint));
    let error = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    assert!(error.is_err());
    until_known(page.auth).await;
    assert_eq!(page.auth.session_now(), Session::SignedIn(hint));
    assert!(has_forgotten_all(tour));
}

#[test]
async fn tokens_and_exchanges_go_when_another_tab_logs_in_under_the_same_name() {
    let (page, tour) = signed_in().await;
    let mine = store::hint().expect("Ada is signed in");
    let hint = SignedIn { login: "another".into(), ..mine };
    assert!(LocalStorage::keep(store::HINT_KEY, &hint));
    tell_of_other_tab();
    until_known(page.auth).await;
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Ended));
    assert!(has_forgotten_all(tour));
}

#[test]
async fn tokens_and_exchanges_go_when_another_tab_signs_out() {
    let (page, tour) = signed_in().await;
    LocalStorage::forget(store::HINT_KEY);
    tell_of_other_tab();
    clock::sleep_ms(20).await;
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Elsewhere));
    assert!(has_forgotten_all(tour));
}

#[test]
async fn what_was_sent_stays_to_be_looked_at_when_the_token_expires() {
    let (page, _) = TestPage::signed_in(StorageMode::Memory, UNREADABLE, |_, _| {
        refusal(ProblemCode::TokenExpired)
    });
    let sent = Exchanges::of(page.auth.http);
    page.auth.renewal.set(false);
    let answer = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    assert!(answer.is_err());
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Expired));
    assert_eq!(untrack(|| sent.all()).len(), 1);
}
