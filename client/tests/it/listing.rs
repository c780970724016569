//! Lists that come a page at a time, from a server that takes its time.

use crate::page::{TestPage, json, refusal};
use client::{
    browser::clock,
    components::{ListState, Row},
};
use js_sys::{Function, Promise};
use leptos::prelude::*;
use shared::{ProblemCode, api};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::Response;

/// How many rows there are and whether that is all, once everything that has come is shown.
async fn settled(listing: ListState) -> (usize, bool) {
    clock::sleep_ms(30).await;
    untrack(|| (listing.count(), listing.is_whole()))
}

/// The list at a path, which can change.
fn list(page: &TestPage, path: &str) -> (RwSignal<String>, ListState) {
    page.owner.with(|| {
        let path = RwSignal::new(path.to_owned());
        let list = ListState::new(page.auth, path.into(), |id: String| Row::new(id, || ()));
        (path, list)
    })
}

fn some(items: &[&str], next: Option<&str>) -> Response {
    json(&api::Page {
        items: items.iter().map(ToString::to_string).collect(),
        next: next.map(str::to_owned),
    })
}

#[test]
async fn only_the_answer_to_the_latest_question_counts() {
    let first = Rc::new(RefCell::new(None::<Function>));
    let resolve = first.clone();
    let page = TestPage::load_slow(move |request| {
        if request.url().ends_with("search=a") {
            return Promise::new_typed::<Response>(&mut |done, _| {
                resolve.replace(Some(Function::from(JsValue::from(done))));
            });
        }
        Promise::resolve(&some(&["b1", "b2"], None))
    });
    let (path, listing) = list(&page, "/list?search=a");
    assert_eq!(settled(listing).await, (0, false));
    path.set("/list?search=b".into());
    assert_eq!(settled(listing).await, (2, true));

    let late: JsValue = some(&["a1"], None).into();
    let resolve = first.take().expect("the first question was asked");
    resolve.call1(&JsValue::NULL, &late).expect("a promise can be resolved");
    assert_eq!(settled(listing).await, (2, true), "the first answer is late");
}

#[test]
async fn what_follows_is_added_and_a_reload_begins_anew() {
    let page = TestPage::load(|request| {
        if request.url().ends_with("/list?after=c%2F1") {
            some(&["three"], None)
        } else {
            some(&["one", "two"], Some("c/1"))
        }
    });
    let (_, listing) = list(&page, "/list");
    assert_eq!(settled(listing).await, (2, false));
    listing.more();
    assert_eq!(settled(listing).await, (3, true));
    listing.more();
    assert_eq!(settled(listing).await, (3, true), "that was all");
    listing.remove("two");
    assert_eq!(settled(listing).await, (2, true));
    listing.reload();
    assert_eq!(settled(listing).await, (2, false));
}

#[test]
async fn a_failure_leaves_nothing_of_another_filter_and_a_retry_helps() {
    let mut answers =
        vec![some(&["b"], None), refusal(ProblemCode::Unavailable), some(&["a"], None)];
    let page = TestPage::load(move |_| answers.pop().expect("three questions are asked"));
    let (path, listing) = list(&page, "/list?search=a");
    assert_eq!(settled(listing).await, (1, true));
    path.set("/list?search=b".into());
    assert_eq!(settled(listing).await, (0, false));
    listing.retry();
    assert_eq!(settled(listing).await, (1, true));
}

#[test]
async fn a_failure_on_the_way_keeps_what_has_come_and_goes_on_from_there() {
    let mut answers = vec![
        some(&["three"], None),
        refusal(ProblemCode::Unavailable),
        some(&["one", "two"], Some("c/1")),
    ];
    let page = TestPage::load(move |_| answers.pop().expect("three questions are asked"));
    let (_, listing) = list(&page, "/list");
    assert_eq!(settled(listing).await, (2, false));
    listing.more();
    assert_eq!(settled(listing).await, (2, false));
    listing.retry();
    assert_eq!(settled(listing).await, (3, true));
}

#[test]
async fn a_list_that_is_gone_takes_no_answer_and_asks_for_nothing() {
    let asked = Rc::new(Cell::new(0));
    let count = asked.clone();
    let page = TestPage::load(move |_| {
        count.set(count.get() + 1);
        some(&["one"], Some("c/1"))
    });
    let (_, listing) = list(&page, "/list");
    clock::sleep_ms(0).await;
    page.owner.cleanup();
    clock::sleep_ms(30).await;
    let before = asked.get();
    listing.reload();
    listing.remove("one");
    clock::sleep_ms(30).await;
    assert_eq!(asked.get(), before);
}
