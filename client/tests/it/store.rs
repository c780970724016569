//! Step 3: the token is where the visitor wants it, and nowhere else.

use crate::page::grant;
use client::{
    auth::{Auth, Session, store},
    browser::{
        cookie,
        site_data::{LocalStorage, SiteData},
    },
    preferences::Preferences,
};
use leptos::prelude::*;
use shared::api::StorageMode;
use wasm_bindgen_test::wasm_bindgen_test as test;

const TOKEN: &str = "e30.e30.c2lnbmF0dXJl";

fn keep(auth: Auth, mode: StorageMode) {
    let grant = grant((mode != StorageMode::HttpOnlyCookie).then_some(TOKEN));
    store::keep(auth, " Ada ", mode, &grant).expect("this browser keeps what it is given");
}

/// Where a script finds the token: memory is what `store::read` says, the others are looked at directly.
fn places() -> [bool; 3] {
    [
        store::read(StorageMode::Memory).is_some(),
        LocalStorage::find_text(store::LOCAL_STORAGE_KEY).is_some(),
        cookie::visible().contains(TOKEN),
    ]
}

fn with_auth(test: impl FnOnce(Auth)) {
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| test(Auth::new(Preferences::restore().renewal)));
    store::clear();
}

#[test]
fn s41_a_token_is_in_the_chosen_place_and_in_no_other() {
    with_auth(|auth| {
        for (mode, found) in [
            (StorageMode::Memory, [true, false, false]),
            (StorageMode::LocalStorage, [false, true, false]),
            (StorageMode::Cookie, [false, false, true]),
            (StorageMode::HttpOnlyCookie, [false, false, false]),
            (StorageMode::Memory, [true, false, false]),
        ] {
            keep(auth, mode);
            assert_eq!(places(), found, "{mode:?}");
            let readable = mode != StorageMode::HttpOnlyCookie;
            assert_eq!(store::read(mode).as_deref(), readable.then_some(TOKEN));
        }
    });
}

#[test]
fn s39_clearing_leaves_nothing_behind() {
    with_auth(|auth| {
        for mode in StorageMode::ALL {
            keep(auth, mode);
            store::clear();
            assert_eq!(places(), [false; 3], "{mode:?}");
            assert_eq!(store::hint(), None);
        }
    });
}

#[test]
fn what_is_remembered_says_where_to_look_and_holds_no_token() {
    with_auth(|auth| {
        keep(auth, StorageMode::LocalStorage);
        let hint = store::hint().expect("somebody is signed in");
        assert_eq!((&*hint.username, hint.storage), ("ada", StorageMode::LocalStorage));
        assert_eq!(auth.session_now(), Session::SignedIn(hint));
        let kept = LocalStorage::find_text(store::HINT_KEY).expect("it is kept as text");
        assert!(!kept.contains(TOKEN));
    });
}
