//! Step 3: the token is where the visitor wants it, and nowhere else.

use crate::page::{TestPage, bare};
use client::{
    auth::{Session, store},
    browser::{
        cookie,
        site_data::{LocalStorage, SiteData},
    },
};
use shared::api::StorageMode;
use wasm_bindgen_test::wasm_bindgen_test as test;

const TOKEN: &str = "e30.e30.c2lnbmF0dXJl";

fn keep(page: &TestPage, mode: StorageMode) {
    page.keep(" Ada ", mode, (mode != StorageMode::HttpOnlyCookie).then_some(TOKEN));
}

/// Where a script finds the token: memory is what `store::read` says, the others are looked at directly.
fn places() -> [bool; 3] {
    [
        store::read(StorageMode::Memory).is_some(),
        LocalStorage::find_text(store::LOCAL_STORAGE_KEY).is_some(),
        cookie::visible().contains(TOKEN),
    ]
}

fn load() -> TestPage {
    TestPage::load(|_| bare(500))
}

#[test]
fn s41_a_token_is_in_the_chosen_place_and_in_no_other() {
    let page = load();
    for (mode, found) in [
        (StorageMode::Memory, [true, false, false]),
        (StorageMode::LocalStorage, [false, true, false]),
        (StorageMode::Cookie, [false, false, true]),
        (StorageMode::HttpOnlyCookie, [false, false, false]),
        (StorageMode::Memory, [true, false, false]),
    ] {
        keep(&page, mode);
        assert_eq!(places(), found, "{mode:?}");
        let readable = mode != StorageMode::HttpOnlyCookie;
        assert_eq!(store::read(mode).as_deref(), readable.then_some(TOKEN));
    }
}

#[test]
fn s39_clearing_leaves_nothing_behind() {
    let page = load();
    for mode in StorageMode::ALL {
        keep(&page, mode);
        store::clear();
        assert_eq!(places(), [false; 3], "{mode:?}");
        assert_eq!(store::hint(), None);
    }
}

#[test]
fn what_is_remembered_says_where_to_look_and_holds_no_token() {
    let page = load();
    keep(&page, StorageMode::LocalStorage);
    let hint = store::hint().expect("Ada is signed in");
    assert_eq!((&*hint.username, hint.storage), ("ada", StorageMode::LocalStorage));
    assert_eq!(page.auth.session_now(), Session::SignedIn(hint));
    let kept = LocalStorage::find_text(store::HINT_KEY).expect("it is kept as text");
    assert!(!kept.contains(TOKEN));
}
