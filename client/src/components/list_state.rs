//! A list that the server sends a page at a time, as far as it is loaded. [`List`](super::List) shows it.

use super::focus_node;
use crate::{
    auth::{Auth, attach},
    http::{ApiError, Call},
};
use leptos::{html::Ul, prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use shared::api::Page;
use std::{pin::Pin, rc::Rc};

#[derive(Clone)]
pub struct Row {
    pub(super) id: String,
    pub(super) view: ViewFn,
}

impl Row {
    /// `id` tells it from the others of its list.
    pub fn new<V: IntoAny>(
        id: impl Into<String>,
        view: impl Fn() -> V + Send + Sync + 'static,
    ) -> Self {
        Self { id: id.into(), view: ViewFn::from(move || view().into_any()) }
    }
}

type NextPage = Pin<Box<dyn Future<Output = Result<Page<Row>, ApiError>>>>;
/// Asks for the page behind the cursor of the page before it, or for the first.
type Ask = Rc<dyn Fn(Option<String>) -> NextPage>;

/// The rows so far. A row is made once, and again when the whole list is loaded again.
#[derive(Clone, Copy)]
pub struct ListState {
    /// Each with the number of the request that brought it.
    pub(super) rows: RwSignal<Vec<(u32, Row)>>,
    pub(super) next: RwSignal<Option<String>>,
    pub(super) pages: RwSignal<u32>,
    pub(super) loading: RwSignal<bool>,
    pub(super) error: RwSignal<Option<ApiError>>,
    /// Counts the requests, because only the answer to the latest is wanted.
    latest: StoredValue<u32>,
    ask: StoredValue<Ask, LocalStorage>,
    pub(super) node: NodeRef<Ul>,
}

impl ListState {
    /// The list at `path`, asked for now and whenever the path changes.
    pub fn new<T: DeserializeOwned + 'static>(
        auth: Auth,
        path: Signal<String>,
        row: impl Fn(T) -> Row + 'static,
    ) -> Self {
        let path = Memo::new(move |_| path.get());
        let row = Rc::new(row);
        let ask = move |after: Option<String>| -> NextPage {
            let call = Call::get(page_path(path.get_untracked(), after.as_deref())).unrecorded();
            let row = row.clone();
            Box::pin(async move {
                let page: Page<T> = attach::send(auth, call).await?;
                Ok(Page {
                    items: page.items.into_iter().map(|item| row(item)).collect(),
                    next: page.next,
                })
            })
        };
        let list = Self {
            rows: RwSignal::default(),
            next: RwSignal::default(),
            pages: RwSignal::default(),
            loading: RwSignal::new(true),
            error: RwSignal::default(),
            latest: StoredValue::new(0),
            ask: StoredValue::new_local(Rc::new(ask)),
            node: NodeRef::new(),
        };
        Effect::new(move || {
            // A memo that is only tracked is never computed, and so never changes.
            path.read();
            list.reload();
        });
        list
    }

    /// Asks for the list anew, from its beginning.
    pub fn reload(self) {
        self.load(None);
    }

    /// Asks for the next page.
    pub fn more(self) {
        let next = self.next.get_untracked();
        if next.is_some() && !self.loading.get_untracked() {
            self.load(next);
        }
    }

    /// Asks again after a failure.
    pub fn retry(self) {
        if self.next.with_untracked(Option::is_some) {
            self.more();
        } else {
            self.reload();
        }
    }

    /// Removes the row with this id, and moves the focus out of it.
    pub fn remove(self, id: &str) {
        self.rows.update(|rows| rows.retain(|(_, row)| row.id != id));
        self.focus();
    }

    /// Whether an answer is being waited for. Reactive.
    pub fn is_loading(self) -> bool {
        self.loading.get()
    }

    /// Whether all rows are loaded. Reactive.
    pub fn is_whole(self) -> bool {
        !self.loading.get() && self.next.with(Option::is_none) && self.error.with(Option::is_none)
    }

    /// How many rows there are. Reactive.
    pub fn count(self) -> usize {
        self.rows.with(Vec::len)
    }

    pub fn focus(self) {
        focus_node(self.node);
    }

    fn load(self, after: Option<String>) {
        // A call that ends a session may come back when the page is gone.
        if self.rows.is_disposed() {
            return;
        }
        let anew = after.is_none();
        self.latest.update_value(|latest| *latest += 1);
        let mine = self.latest.get_value();
        self.loading.set(true);
        self.error.set(None);
        let answer = self.ask.with_value(|ask| ask(after));
        spawn_local(async move {
            let answer = answer.await;
            // The page may be gone by now, and all of this with it.
            if self.latest.try_get_value() != Some(mine) {
                return;
            }
            if anew {
                self.rows.update(Vec::clear);
                self.pages.set(0);
                self.next.set(None);
            }
            match answer {
                Ok(page) => {
                    let rows = page.items.into_iter().map(|row| (mine, row));
                    self.rows.update(|all| all.extend(rows));
                    self.pages.update(|pages| *pages += 1);
                    self.next.set(page.next);
                }
                Err(error) => self.error.set(Some(error)),
            }
            self.loading.set(false);
        });
    }

    pub(super) fn state(self) -> &'static str {
        if self.loading.get() {
            "loading"
        } else if self.error.with(Option::is_some) {
            "failed"
        } else if self.count() == 0 {
            "empty"
        } else {
            "ready"
        }
    }
}

fn page_path(path: String, after: Option<&str>) -> String {
    match after {
        None => path,
        Some(after) => {
            let joint = if path.contains('?') { '&' } else { '?' };
            let after = String::from(js_sys::encode_uri_component(after));
            format!("{path}{joint}after={after}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_place_to_go_on_from_joins_what_is_asked_for() {
        assert_eq!(page_path("/a".into(), None), "/a");
        assert_eq!(page_path("/a".into(), Some("x&y")), "/a?after=x%26y");
        assert_eq!(page_path("/a?b=c".into(), Some("d")), "/a?b=c&after=d");
    }
}
