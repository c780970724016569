//! One at a time.

use client::browser::{clock, locks};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
async fn who_comes_second_waits_until_the_first_is_done() {
    let events = Rc::new(RefCell::new(Vec::new()));
    let first = locks::acquire("order").await;

    let second = events.clone();
    spawn_local(async move {
        let _lock = locks::acquire("order").await;
        second.borrow_mut().push("second");
    });
    // A lock that is free is had meanwhile: the wait for it is long enough for a lock that does not
    // lock to be seen.
    drop(locks::acquire("another").await);
    clock::sleep_ms(20).await;
    events.borrow_mut().push("first");
    drop(first);

    drop(locks::acquire("order").await);
    assert_eq!(*events.borrow(), ["first", "second"]);
}
