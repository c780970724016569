//! The style sheet of the parts: one for all of them, which a release loads with the first of them.

use super::loaded::NotLoaded;
use js_sys::Promise;
use leptos::prelude::document;
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;

/// The sheet as it waits in the page: a browser does not ask for what has a relation that it does not know. In a
/// build for development there is none.
const WAITING: &str = "link[rel=later]";

thread_local! {
    static LOADING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Begins to load the sheet. The future waits until it is loaded, and is ready at once if it is loaded already.
pub(super) fn load() -> impl Future<Output = Result<(), NotLoaded>> {
    let loading = LOADING.with_borrow_mut(|loading| {
        *loading = loading.take().or_else(begin);
        // The future handles a rejection from here on: a browser logs one that no code handles.
        loading.clone().map(JsFuture::from)
    });
    async move {
        let Some(loading) = loading else {
            return Ok(());
        };
        let loaded = loading.await;
        LOADING.set(None);
        loaded.map(|_| ()).map_err(|_| {
            wait_again();
            NotLoaded
        })
    }
}

fn begin() -> Option<Promise> {
    // The selector is valid.
    let link = document().query_selector(WAITING).ok()??;
    Some(Promise::new(&mut |there, gone| {
        // Neither fails: they are events, functions and an attribute.
        let _ = link.add_event_listener_with_callback("load", &there);
        let _ = link.add_event_listener_with_callback("error", &gone);
        let _ = link.set_attribute("rel", "stylesheet");
    }))
}

/// Puts another link in the place of one that has failed, because a browser asks once for each.
fn wait_again() {
    let failed = document().query_selector("link[data-later][rel=stylesheet]");
    if let Ok(Some(failed)) = failed {
        // Neither fails: it is an element in a document, and an attribute.
        let _ = failed.set_attribute("rel", "later");
        let _ = failed.clone_node().and_then(|link| failed.replace_with_with_node_1(&link));
    }
}
