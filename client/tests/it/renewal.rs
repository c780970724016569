//! Renewals whose answer is lost.

use crate::page::{TestPage, bare, grant, json, until_known};
use client::{
    auth::{expire, renewal_key},
    browser::site_data::{LocalStorage, SiteData},
};
use shared::api::{StorageMode, paths};
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
async fn s63_a_renewal_is_repeated_with_its_key_until_the_answer_is_stored() {
    let keys = Arc::new(Mutex::new(Vec::new()));
    let sent = Arc::clone(&keys);
    let page = TestPage::load(move |request| {
        if !request.url().ends_with(paths::REFRESH) {
            return bare(404);
        }
        let key = request.headers().get("idempotency-key").expect("the name of a header");
        let mut sent = sent.lock().expect("no test panics while it looks");
        sent.push(key.expect("a renewal has a key"));
        // The first answer is lost on its way.
        if sent.len() == 1 { bare(502) } else { json(&grant(Some("renewed"))) }
    });
    page.keep("ada", StorageMode::LocalStorage, Some("stale"));
    until_known(page.auth).await;
    let auth = page.auth;
    assert!(expire::renew_now(auth).await.is_err());
    // It is there after a reload and in other tabs.
    let kept = LocalStorage::find::<String>(renewal_key::KEY).expect("the key is kept");
    assert!(expire::renew_now(auth).await.is_ok());
    assert!(LocalStorage::find::<String>(renewal_key::KEY).is_none());
    assert!(expire::renew_now(auth).await.is_ok());
    let keys = keys.lock().expect("no test panics while it looks");
    assert_eq!(keys[..2], [kept.clone(), kept]);
    assert_ne!(keys[1], keys[2]);
    assert!(keys.iter().all(|key| key.len() == 22));
}
