//! The address of the page, and navigation that does not load the page again.
//!
//! `leptos_router` does not take its place: the router is part of the first load, and a general one would be a fifth
//! of its budget.
//! `links` follows clicks, [`link`] is a link that marks itself as current, and [`app`](crate::app) knows which page is
//! at which path.

pub mod link;
mod links;

pub use link::A;

use crate::context::context;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// The address of the page, to look at and to change. A handle to copy around.
#[derive(Clone, Copy, Debug)]
pub struct Location {
    /// The path. Percent-encoded, as all parts of it.
    pub pathname: Memo<String>,
    /// The query, without the `?`.
    pub search: Memo<String>,
    /// The fragment, with its `#`, or nothing.
    pub hash: Memo<String>,
    address: RwSignal<Address>,
}

#[derive(Clone, Copy, Debug)]
pub struct NavigateOptions {
    /// Replaces the present entry of the history, so that the back button does not lead to it.
    pub replace: bool,
    /// Scrolls to the top of the page, or to the element that the fragment names.
    pub scroll: bool,
}

impl Default for NavigateOptions {
    fn default() -> Self {
        Self { replace: false, scroll: true }
    }
}

/// Follows the address, the links, and the buttons for back and forward from here on. Once per page, by the component
/// around all others.
pub fn provide_location() {
    let address = RwSignal::new(Address::now());
    let part =
        |part: fn(&Address) -> &String| Memo::new(move |_| address.with(|all| part(all).clone()));
    let location = Location {
        pathname: part(|address| &address.path),
        search: part(|address| &address.search),
        hash: part(|address| &address.hash),
        address,
    };
    provide_context(location);
    // The browser restores how far an earlier page was scrolled.
    let moved = window_event_listener(ev::popstate, move |_| location.read());
    let clicked = window_event_listener(ev::click, move |event| links::follow(location, &event));
    on_cleanup(move || {
        moved.remove();
        clicked.remove();
    });
}

pub fn use_location() -> Location {
    context()
}

impl Location {
    /// The decoded value of `name` in the query. Reactive.
    pub fn query(self, name: &str) -> Option<String> {
        self.search.with(|search| value(search, name))
    }

    /// The same, and not reactive.
    pub fn query_now(self, name: &str) -> Option<String> {
        self.search.with_untracked(|search| value(search, name))
    }

    /// The present path and query. Not reactive.
    pub fn here(self) -> String {
        let Address { path, search, .. } = self.address.get_untracked();
        if search.is_empty() { path } else { format!("{path}?{search}") }
    }

    /// The same page with another value for `name` in its query, or with none.
    pub fn here_with(self, name: &str, value: &str) -> String {
        let Address { path, search, .. } = self.address.get_untracked();
        let Ok(query) = UrlSearchParams::new_with_str(&search) else {
            return path;
        };
        query.delete(name);
        if !value.is_empty() {
            query.set(name, value);
        }
        let query = String::from(query.to_string());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    /// Goes to a path of this site, with query and fragment if it has them.
    pub fn go(self, to: &str, options: NavigateOptions) {
        let Ok(history) = window().history() else {
            return;
        };
        // An entry for the present address would make the back button do nothing.
        let changed = if options.replace || to == self.address.with_untracked(Address::text) {
            history.replace_state_with_url(&JsValue::NULL, "", Some(to))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(to))
        };
        // Browsers refuse when a script navigates hundreds of times in a few seconds.
        if changed.is_err() {
            return;
        }
        self.read();
        if options.scroll {
            // In the next frame, when the page that is navigated to is there.
            let hash = self.address.with_untracked(|address| address.hash.clone());
            request_animation_frame(move || scroll(&hash));
        }
    }

    /// Goes to `to` in place of the present page.
    pub fn redirect(self, to: &str) {
        let replace = true;
        self.go(to, NavigateOptions { replace, ..NavigateOptions::default() });
    }

    fn read(self) {
        let now = Address::now();
        if self.address.with_untracked(|before| *before != now) {
            self.address.set(now);
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Address {
    path: String,
    search: String,
    hash: String,
}

impl Address {
    fn now() -> Self {
        let location = window().location();
        let search = location.search().unwrap_or_default();
        Self {
            path: location.pathname().unwrap_or_default(),
            search: search.trim_start_matches('?').to_owned(),
            hash: location.hash().unwrap_or_default(),
        }
    }

    fn text(&self) -> String {
        let mark = if self.search.is_empty() { "" } else { "?" };
        [&self.path, mark, &self.search, &self.hash].concat()
    }
}

fn value(search: &str, name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(search).ok()?.get(name)
}

/// Scrolls to the element that the fragment names, or to the top.
fn scroll(hash: &str) {
    let name = hash.trim_start_matches('#');
    let name = js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from);
    match document().get_element_by_id(&name) {
        Some(element) => element.scroll_into_view(),
        None => window().scroll_to_with_x_and_y(0.0, 0.0),
    }
}
