//! What a browser keeps for this site: as JSON, as earlier versions kept it, and not at all where that is blocked.

use crate::page::{TestPage, bare, grant};
use client::{
    auth::{Session, logout, store},
    browser::site_data::{LocalStorage, SessionStorage, SiteData},
    http::ApiError,
    preferences::{Preferences, Theme},
};
use gloo_storage::Storage;
use js_sys::{Error, Object};
use leptos::prelude::*;
use shared::api::StorageMode;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test as test;

const TOKEN: &str = "e30.e30.c2lnbmF0dXJl";

/// A browser that blocks site data: a script that asks for a storage gets an exception. Until it is dropped.
struct Blocked {
    before: [(&'static str, JsValue); 2],
    _throw: Closure<dyn Fn() -> Result<JsValue, JsValue>>,
}

impl Blocked {
    fn now() -> Self {
        let throw = Closure::new(|| Err(Error::new("site data is blocked").into()));
        let before = ["localStorage", "sessionStorage"].map(|name| {
            let before = Object::get_own_property_descriptor(&window(), &name.into());
            assert!(before.is_object(), "the window has {name}");
            let throwing = Object::new();
            set(&throwing, "get", throw.as_ref());
            set(&throwing, "configurable", &true.into());
            Object::define_property(&window(), &name.into(), &throwing);
            (name, before)
        });
        Self { before, _throw: throw }
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        for (name, before) in &self.before {
            Object::define_property(&window(), &(*name).into(), before.unchecked_ref());
        }
    }
}

fn set(object: &Object, name: &str, value: &JsValue) {
    js_sys::Reflect::set(object, &name.into(), value).expect("a new object takes properties");
}

#[test]
fn where_site_data_is_blocked_a_token_is_kept_in_memory_and_nowhere_else() {
    let page = TestPage::load(|_| bare(500));
    let blocked = Blocked::now();
    assert!(!LocalStorage::is_allowed() && !SessionStorage::is_allowed());
    assert!(!LocalStorage::keep("claimcheck.test", "text"));
    assert!(!SessionStorage::keep("claimcheck.test", "text"));
    assert_eq!(LocalStorage::find_text("claimcheck.test"), None);
    LocalStorage::forget("claimcheck.test");

    let kept = store::keep(page.auth, "ada", StorageMode::LocalStorage, &grant(Some(TOKEN)));
    assert_eq!(kept, Err(ApiError::NotKept));
    assert_eq!(page.auth.session_now(), Session::Restoring);
    let kept = store::keep(page.auth, "ada", StorageMode::Memory, &grant(Some(TOKEN)));
    assert_eq!(kept, Ok(()));
    assert_eq!(store::read(StorageMode::Memory).as_deref(), Some(TOKEN));
    assert!(page.auth.signed_in_now().is_some());
    assert_eq!(store::hint(), None);
    assert!(!store::has_hint() && !logout::is_pending());

    let preferences = page.owner.with(Preferences::restore);
    assert_eq!(preferences.theme.get_untracked(), Theme::System);
    store::clear();
    assert_eq!(store::read(StorageMode::Memory), None);

    drop(blocked);
    assert!(LocalStorage::is_allowed() && SessionStorage::is_allowed());
}

#[test]
fn a_token_is_kept_as_json_and_read_back_as_it_was() {
    let page = TestPage::load(|_| bare(500));
    let kept = store::keep(page.auth, "ada", StorageMode::LocalStorage, &grant(Some(TOKEN)));
    assert_eq!(kept, Ok(()));
    let there = LocalStorage::raw().get_item(store::LOCAL_STORAGE_KEY);
    assert_eq!(there, Ok(Some(format!("\"{TOKEN}\""))));
    let read = store::read(StorageMode::LocalStorage);
    assert_eq!(read.as_deref(), Some(TOKEN));
}

#[test]
fn what_an_earlier_version_kept_as_plain_text_is_read() {
    let page = TestPage::load(|_| bare(500));
    for (key, text) in [
        (store::LOCAL_STORAGE_KEY, TOKEN),
        ("claimcheck.theme", "dark"),
        ("claimcheck.renewal", "off"),
        ("claimcheck.sign-out", "pending"),
    ] {
        let kept = LocalStorage::raw().set_item(key, text);
        assert_eq!(kept, Ok(()), "{key}");
    }
    let read = store::read(StorageMode::LocalStorage);
    assert_eq!(read.as_deref(), Some(TOKEN));
    assert!(logout::is_pending());
    let preferences = page.owner.with(Preferences::restore);
    assert_eq!(preferences.theme.get_untracked(), Theme::Dark);
    assert!(!preferences.renewal.get_untracked());
}
