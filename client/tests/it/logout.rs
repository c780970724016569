//! A sign-out is over when the session is, and not before.

use crate::page::{TestPage, UNREADABLE, bare, refusal};
use client::{
    auth::{logout, store},
    browser::site_data::{LocalStorage, SiteData},
};
use shared::{ProblemCode, api::StorageMode};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::Response;

const NO_TOKEN: ProblemCode = ProblemCode::TokenRequestInvalid;
const ENDED: ProblemCode = ProblemCode::SessionEnded;
const CROSS_SITE: ProblemCode = ProblemCode::CrossSite;

/// Signs out with rubbish in the place of the token. Tells which requests brought it along, and whether the
/// server has yet to hear of the sign-out.
async fn sign_out(with_token: fn() -> Response, without: fn() -> Response) -> (Vec<bool>, bool) {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let log = asked.clone();
    let page = TestPage::load(move |request| {
        let has_token = request.headers().has("authorization").unwrap_or(false);
        log.borrow_mut().push(has_token);
        if has_token { with_token() } else { without() }
    });
    page.keep("ada", StorageMode::LocalStorage, Some(UNREADABLE));
    LocalStorage::keep(store::LOCAL_STORAGE_KEY, "a b");

    let told = logout::sign_out(page.auth).await;
    assert_eq!(told.is_err(), logout::is_pending());
    assert_eq!(store::hint(), None);
    (asked.take(), logout::is_pending())
}

#[test]
async fn a_sign_out_is_over_when_the_session_is() {
    let never = || bare(500);
    assert_eq!(sign_out(|| bare(204), never).await, (vec![true], false));
    assert_eq!(sign_out(|| refusal(ENDED), never).await, (vec![true], false));
    assert_eq!(sign_out(|| bare(503), never).await, (vec![true], true));
}

#[test]
async fn where_the_token_is_none_the_cookie_ends_the_session() {
    let both = vec![true, false];
    for no_token in [|| refusal(NO_TOKEN), || refusal(CROSS_SITE), || bare(400)] {
        for (without, pending) in [
            ((|| bare(204)) as fn() -> Response, false),
            (|| refusal(ENDED), false),
            (|| refusal(CROSS_SITE), true),
            (|| bare(503), true),
        ] {
            let seen = sign_out(no_token, without).await;
            assert_eq!(seen, (both.clone(), pending));
        }
    }
}
