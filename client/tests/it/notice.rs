//! A theft is told to whom it concerns, until it was read.

use crate::page::{Page, bare};
use client::{
    auth::{Auth, notice::NOTICE_KEY, store},
    browser::storage,
    preferences::Preferences,
};
use leptos::prelude::untrack;
use shared::api::{StorageMode, Theft, TokenGrant, TokenType, account::Device};
use wasm_bindgen_test::wasm_bindgen_test as test;

fn sign_in(auth: Auth, username: &str, theft_at: Option<i64>) {
    let theft = theft_at.map(|at| Theft {
        at,
        address: Some("192.0.2.1".into()),
        device: Device::default(),
    });
    let grant = TokenGrant {
        access_token: Some("header.claims.signature".into()),
        token_type: TokenType::Bearer,
        expires_in: 600,
        refresh_expires_in: 86_400,
        theft,
    };
    store::keep(auth, username, StorageMode::Memory, &grant)
        .expect("this browser keeps what it is given");
}

/// When the theft was that the page tells of.
fn told(auth: Auth) -> Option<i64> {
    Some(untrack(|| auth.notice())?.theft.at)
}

#[test]
fn a38_a_theft_is_told_until_it_was_read() {
    let page = Page::load(|_| bare(500));
    sign_in(page.auth, "ada", None);
    assert_eq!(told(page.auth), None);
    sign_in(page.auth, "ada", Some(7));
    assert_eq!(told(page.auth), Some(7));

    let reloaded = page.owner.with(|| Auth::new(Preferences::restore()));
    assert_eq!(told(reloaded), None, "nobody is known to be signed in");
    sign_in(reloaded, "Ada", None);
    assert_eq!(told(reloaded), Some(7), "it was not read");

    reloaded.dismiss_notice();
    assert_eq!(told(reloaded), None);
    sign_in(reloaded, "ada", None);
    assert_eq!(told(reloaded), None);
    assert_eq!(storage::text(NOTICE_KEY), None);
}

#[test]
fn a38_a_theft_is_not_told_to_somebody_else() {
    let page = Page::load(|_| bare(500));
    sign_in(page.auth, "ada", Some(7));
    sign_in(page.auth, "bob", None);
    assert_eq!(told(page.auth), None);
    assert_eq!(storage::text(NOTICE_KEY), None, "bob cannot look it up");
    sign_in(page.auth, "ada", None);
    assert_eq!(told(page.auth), None);
}
