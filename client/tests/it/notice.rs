//! The user whose session was stolen is told of it until the notice was read.

use crate::page::{self, TestPage, UNREADABLE, bare, json, login_request};
use client::{
    auth::{self, Auth, login, notice::NOTICE_KEY},
    browser::site_data::{LocalStorage, SiteData},
};
use leptos::prelude::untrack;
use shared::api::{Theft, TokenGrant, account::Device, paths};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test as test;

/// When the theft was that the server tells of at the next login.
type ToTell = Rc<Cell<Option<i64>>>;

fn load() -> (TestPage, ToTell) {
    let to_tell = ToTell::default();
    let theft_at = to_tell.clone();
    let page = TestPage::load(move |request| {
        if request.url().ends_with(paths::LOGIN) {
            json(&grant(theft_at.take()))
        } else {
            bare(500)
        }
    });
    (page, to_tell)
}

fn grant(theft_at: Option<i64>) -> TokenGrant {
    let theft = theft_at.map(|at| Theft {
        at,
        address: Some("192.0.2.1".into()),
        device: Device::default(),
    });
    TokenGrant { theft, ..page::grant(Some(UNREADABLE)) }
}

async fn sign_in(auth: Auth, username: &str) {
    let signed_in = auth::sign_in(auth, &login_request(username)).await;
    assert_eq!(signed_in, Ok(()), "{username}");
}

/// When the theft was that the page tells of.
fn told(auth: Auth) -> Option<i64> {
    Some(untrack(|| auth.notice())?.theft.at)
}

#[test]
async fn a38_a_theft_is_told_until_it_was_read() {
    let (page, to_tell) = load();
    sign_in(page.auth, "ada").await;
    assert_eq!(told(page.auth), None);
    to_tell.set(Some(7));
    sign_in(page.auth, "ada").await;
    assert_eq!(told(page.auth), Some(7));

    let reloaded = page.reload();
    assert_eq!(told(reloaded), None, "no user is known to be signed in");
    sign_in(reloaded, " Ada ").await;
    assert_eq!(told(reloaded), Some(7), "it was not read");

    reloaded.dismiss_notice();
    assert_eq!(told(reloaded), None);
    sign_in(reloaded, "ada").await;
    assert_eq!(told(reloaded), None);
    assert_eq!(LocalStorage::find_text(NOTICE_KEY), None);
}

#[test]
async fn a38_a_theft_is_told_also_when_the_token_that_came_with_it_was_never_kept() {
    let (page, to_tell) = load();
    to_tell.set(Some(7));
    let grant = login::log_in(page.auth, &login_request(" Ada ")).await;
    assert!(grant.is_ok_and(|grant| grant.theft.is_some()));
    assert_eq!(told(page.auth), None, "no user is signed in yet");

    let reloaded = page.reload();
    sign_in(reloaded, "ada").await;
    assert_eq!(told(reloaded), Some(7));
}

#[test]
async fn a38_a_theft_is_not_told_to_another_user() {
    let (page, to_tell) = load();
    to_tell.set(Some(7));
    sign_in(page.auth, "ada").await;
    sign_in(page.auth, "bob").await;
    assert_eq!(told(page.auth), None);
    assert_eq!(LocalStorage::find_text(NOTICE_KEY), None, "bob cannot look it up");
    sign_in(page.auth, "ada").await;
    assert_eq!(told(page.auth), None);
}
