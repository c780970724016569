//! A token of another version is renewed, once, and no session ends because of it before that.

use crate::page::{Asked, EXP, TestPage, bare, grant, json, me, problem, refusal, until_known};
use client::{
    auth::{Auth, Session, Why, attach, restore, store},
    http::Call,
};
use shared::{
    Check, Claims, Problem, ProblemCode,
    api::{Me, StorageMode, paths},
    compact::base64url,
};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::Response;

const MODE: StorageMode = StorageMode::LocalStorage;
const ME: &str = "GET /api/me";
const REFRESH: &str = "POST /api/auth/refresh";

/// A token that lacks a claim of this version.
fn outdated() -> String {
    let claims = Claims { exp: EXP, ..Claims::example() };
    let mut claims = serde_json::to_value(claims).expect("claims are JSON");
    let claims = claims.as_object_mut().expect("claims are an object");
    assert!(claims.remove("sid").is_some());
    let claims = serde_json::to_vec(claims).expect("claims are JSON");
    format!("e30.{}.c2lnbmF0dXJl", base64url(&claims))
}

/// The claims of the token are not those that the server wants.
fn refused_claims() -> Response {
    let refused = Problem::new(ProblemCode::TokenInvalid, "the claim is missing");
    problem(&refused.by_check(Check::Claims))
}

/// Ada is signed in with an outdated token.
fn signed_in(server: impl Fn(&str, &str) -> Response + 'static) -> (TestPage, Asked) {
    TestPage::signed_in(MODE, &outdated(), server)
}

async fn reload(page: &TestPage) -> Auth {
    let auth = page.reload();
    page.owner.with(|| restore::start(auth, restore::settle));
    until_known(auth).await;
    auth
}

#[test]
async fn a_token_of_an_earlier_version_is_renewed_once_at_the_load() {
    // The server is of an earlier version too, and so is the next token.
    let next = outdated();
    let (page, asked) = signed_in(move |path, _| match path {
        REFRESH => json(&grant(Some(&next))),
        _ => bare(500),
    });
    let auth = reload(&page).await;
    assert!(auth.signed_in_now().is_some());
    assert_eq!(*asked.borrow(), [REFRESH]);
}

#[test]
async fn a_token_of_an_earlier_version_goes_on_where_it_cannot_be_renewed_now() {
    let (page, asked) = signed_in(|_, _| refusal(ProblemCode::Busy));
    let auth = reload(&page).await;
    let session = auth.signed_in_now();
    assert_eq!(session.map(|session| session.expires), Some(EXP));
    assert_eq!(store::read(MODE), Some(outdated()));
    assert_eq!(*asked.borrow(), [REFRESH]);
}

#[test]
async fn a_session_that_is_over_ends_also_when_its_token_is_of_an_earlier_version() {
    let (page, _) = signed_in(|_, _| refusal(ProblemCode::RefreshRefused));
    let auth = reload(&page).await;
    assert_eq!(auth.session_now(), Session::SignedOut(Why::Ended));
}

#[test]
async fn a_call_that_is_refused_for_its_claims_is_sent_again_with_the_next_token() {
    let (page, asked) = signed_in(|path, token| match (path, token) {
        (ME, "new") => me(EXP),
        (ME, _) => refused_claims(),
        _ => json(&grant(Some("new"))),
    });
    let answer = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    assert!(answer.is_ok());
    assert_eq!(*asked.borrow(), [ME, REFRESH, ME]);
    assert!(page.auth.signed_in_now().is_some());
}

#[test]
async fn a_session_ends_when_the_next_token_is_refused_for_its_claims_too() {
    let (page, asked) = signed_in(|path, _| match path {
        ME => refused_claims(),
        _ => json(&grant(Some("new"))),
    });
    let answer = attach::send::<Me>(page.auth, Call::get(paths::ME)).await;
    assert!(answer.is_err());
    assert_eq!(*asked.borrow(), [ME, REFRESH, ME]);
    let session = page.auth.session_now();
    assert_eq!(session, Session::SignedOut(Why::Refused));
}
