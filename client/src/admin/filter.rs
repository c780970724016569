//! Filters of a list, kept in the address of the page: a reload, the back button and a link all find them.

use crate::router::{NavigateOptions, use_location};
use leptos::{leptos_dom::helpers::debounce, prelude::*};
use std::time::Duration;

/// Long enough that a name is typed in one go, short enough not to be noticed.
const PAUSE: Duration = Duration::from_millis(250);

/// One filter.
#[derive(Clone, Copy)]
pub struct Filter {
    name: &'static str,
    /// What the field shows.
    pub shown: RwSignal<String>,
    applied: Memo<String>,
    apply: Callback<(String, bool)>,
    later: StoredValue<Box<dyn FnMut(String)>, LocalStorage>,
    /// Whether more was typed than is applied.
    typing: StoredValue<bool>,
}

impl Filter {
    /// The filter that has this name in the address.
    #[must_use]
    pub fn named(name: &'static str) -> Self {
        Self::known(name, |_| true)
    }

    /// The same, when it has a value that is known. A link may be made by hand.
    #[must_use]
    pub fn known(name: &'static str, is_known: fn(&str) -> bool) -> Self {
        let location = use_location();
        let applied = Memo::new(move |_| {
            let value = location.query(name);
            value.filter(|value| is_known(value)).unwrap_or_default()
        });
        let shown = RwSignal::new(applied.get_untracked());
        let apply = Callback::new(move |(value, replace): (String, bool)| {
            let options = NavigateOptions { replace, scroll: false };
            location.go(&location.here_with(name, &value), options);
        });
        // The address may change without the field: by the back button, or by a link.
        let typing = StoredValue::new(false);
        Effect::new(move || {
            let applied = applied.get();
            if !typing.get_value() && shown.with_untracked(|shown| shown.trim() != applied) {
                shown.set(applied);
            }
        });
        // Each letter by itself is no place to go back to.
        let later = debounce(PAUSE, move |value| {
            typing.set_value(false);
            apply.run((value, true));
        });
        Self { name, shown, applied, apply, later: StoredValue::new_local(Box::new(later)), typing }
    }

    /// Something was typed: it is applied once the typing pauses.
    pub fn typed(self, text: String) {
        let value = text.trim().to_owned();
        self.shown.set(text);
        self.typing.set_value(true);
        self.later.update_value(|later| later(value));
    }

    /// Something was chosen: it is applied at once.
    pub fn chosen(self, value: String) {
        self.shown.set(value.clone());
        self.apply.run((value, false));
    }

    /// Whether nothing is filtered. Reactive.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.applied.with(String::is_empty)
    }
}

/// `path` as it is asked for with these filters. Reactive.
#[must_use]
pub fn filtered(path: &str, filters: &[Filter]) -> String {
    let mut filtered = path.to_owned();
    let mut joint = '?';
    for filter in filters {
        let value = filter.applied.get();
        if !value.is_empty() {
            let value = String::from(js_sys::encode_uri_component(&value));
            filtered.push(joint);
            filtered.push_str(filter.name);
            filtered.push('=');
            filtered.push_str(&value);
            joint = '&';
        }
    }
    filtered
}
