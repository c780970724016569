//! What the page offers follows from the token, or from what the server says of one that no script can read.

use crate::page::{EXP, TestPage, bare, json, until};
use client::auth::roles;
use leptos::prelude::untrack;
use shared::{
    Claims, Role, UnixSeconds,
    api::{Me, StorageMode},
    compact::base64url,
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test as test;

const ID: &str = "AAAAAAAAAAAAAAAAAAAAAA";

fn token(roles: &[Role]) -> String {
    let claims =
        Claims { iat: UnixSeconds(1), exp: EXP, roles: roles.to_vec(), ..Claims::example() };
    let claims = base64url(&serde_json::to_vec(&claims).expect("claims are JSON"));
    format!("e30.{claims}.c2lnbmF0dXJl")
}

fn is_admin(page: &TestPage) -> Option<bool> {
    untrack(|| page.auth.is_admin())
}

#[test]
async fn a_token_that_can_be_read_says_the_roles_itself() {
    let page = TestPage::load(|_| bare(500));
    assert_eq!(is_admin(&page), None);
    for mode in [StorageMode::Memory, StorageMode::LocalStorage, StorageMode::Cookie] {
        page.keep("ada", mode, Some(&token(&[Role::User, Role::Admin])));
        assert_eq!(is_admin(&page), Some(true), "{mode:?}");
        page.keep("bob", mode, Some(&token(&[Role::User])));
        assert_eq!(is_admin(&page), Some(false), "{mode:?}");
        page.keep("eve", mode, Some("no.token.atall"));
        assert_eq!(is_admin(&page), Some(false), "{mode:?}");
    }
}

#[test]
async fn of_a_token_that_no_script_can_read_the_server_is_asked_once_for_each_login() {
    let asked = Rc::new(Cell::new(0));
    let count = asked.clone();
    let page = TestPage::load(move |_| {
        count.set(count.get() + 1);
        // The first to sign in is an admin, the second is none.
        let roles = [Role::User, Role::Admin];
        json(&Me {
            sub: ID.into(),
            sid: ID.into(),
            roles: roles[..3 - count.get()].to_vec(),
            iat: UnixSeconds(1),
            exp: EXP,
        })
    });
    page.owner.with(|| roles::start(page.auth, roles::ask));
    for (username, admin, requests) in [("ada", true, 1), ("bob", false, 2)] {
        page.keep(username, StorageMode::HttpOnlyCookie, None);
        assert_eq!(is_admin(&page), None, "nothing is said of {username} yet");
        until("the server has told the roles", || is_admin(&page).is_some()).await;
        assert_eq!(is_admin(&page), Some(admin), "{username}");
        assert_eq!(asked.get(), requests, "{username}");
    }
}
