//! The walkthrough forgets tokens and exchanges when their session ends.

use crate::page::{TestPage, bare, json, refusal};
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
    ProblemCode, UnixSeconds,
    api::{LoginRequest, Me, StorageMode, TokenGrant, TokenType, paths},
    credentials::Password,
};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::{Event, Request, Response};

const EXP: UnixSeconds = UnixSeconds(4_000_000_000);

fn grant() -> TokenGrant {
    TokenGrant {
        access_token: Some("header.claims.signature".into()),
        token_type: TokenType::Bearer,
        expires_in: 600,
        refresh_expires_in: 86_400,
        theft: None,
    }
}

/// The session of this page's token has ended; the cookie of another tab's login has one that goes on.
fn server_of_another_login(request: &Request) -> Response {
    let has_token = request.headers().has("authorization").unwrap_or(false);
    match (request.url().ends_with(paths::ME), has_token) {
        (true, true) => refusal(ProblemCode::SessionEnded),
        (true, false) => json(&Me {
            sub: "bob".into(),
            sid: "session".into(),
            iat: UnixSeconds(EXP.0 - 600),
            exp: EXP,
            roles: Vec::new(),
        }),
        (false, _) => refusal(ProblemCode::NotFound),
    }
}

/// A page on which Ada has logged in, with all that a walkthrough collects.
async fn signed_in() -> (TestPage, Tour) {
    let page = TestPage::load(|request| server_of_another_login(&request));
    let auth = page.auth;
    let tour = page.owner.with(|| {
        restore::start(auth, restore::settle);
        Tour::new(auth, Exchanges::of(auth.http), Offer::of(auth.server, auth.http))
    });
    let request = LoginRequest {
        username: "ada".into(),
        password: Password::new("correct horse battery staple".to_owned()),
        storage: StorageMode::Memory,
        lifetime: None,
    };
    let login = Call::post(paths::LOGIN, &request);
    assert!(auth.http.send::<TokenGrant>(login).await.is_err());
    store::keep(auth, "ada", StorageMode::Memory, &grant())
        .expect("this browser keeps what it is given");
    clock::sleep_ms(20).await;
    tour.issued.set(Some(Issued {
        username: "ada".into(),
        storage: StorageMode::Memory,
        grant: grant(),
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

fn tell_of_another_tab() {
    let event = Event::new("storage").expect("the name of an event");
    window().dispatch_event(&event).expect("the event is not under way");
}

#[test]
async fn tokens_and_exchanges_go_when_another_login_has_taken_over() {
    let (page, tour) = signed_in().await;
    let hint = SignedIn {
        login: "another".into(),
        username: "bob".into(),
        storage: StorageMode::HttpOnlyCookie,
        expires: EXP,
    };
    assert!(LocalStorage::keep(store::HINT_KEY, &hint));
    let error = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    assert!(error.is_err());
    clock::sleep_ms(50).await;
    assert_eq!(page.auth.session_now(), Session::SignedIn(hint));
    assert!(has_forgotten_all(tour));
}

#[test]
async fn tokens_and_exchanges_go_when_another_tab_logs_in_under_the_same_name() {
    let (page, tour) = signed_in().await;
    let mine = store::hint().expect("Ada is signed in");
    let login = "another".into();
    let hint = SignedIn { login, ..mine };
    assert!(LocalStorage::keep(store::HINT_KEY, &hint));
    tell_of_another_tab();
    clock::sleep_ms(50).await;
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Ended));
    assert!(has_forgotten_all(tour));
}

#[test]
async fn tokens_and_exchanges_go_when_another_tab_signs_out() {
    let (page, tour) = signed_in().await;
    LocalStorage::forget(store::HINT_KEY);
    tell_of_another_tab();
    clock::sleep_ms(20).await;
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Elsewhere));
    assert!(has_forgotten_all(tour));
}

#[test]
async fn what_was_sent_stays_to_be_looked_at_when_the_token_expires() {
    let page = TestPage::load(|request| {
        if request.url().ends_with(paths::ME) {
            refusal(ProblemCode::TokenExpired)
        } else {
            bare(404)
        }
    });
    let sent = Exchanges::of(page.auth.http);
    page.auth.renewal.set(false);
    store::keep(page.auth, "ada", StorageMode::Memory, &grant())
        .expect("this browser keeps what it is given");
    let answer = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    assert!(answer.is_err());
    assert_eq!(page.auth.session_now(), Session::SignedOut(Why::Expired));
    assert_eq!(untrack(|| sent.all()).len(), 1);
}
