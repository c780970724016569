//! Filters of a list. The query of the page's address holds them, so that a reload, the back button and a link find
//! them again.

use crate::{
    components::FieldFrame,
    router::{NavigateOptions, use_location},
};
use leptos::{leptos_dom::helpers::debounce, prelude::*};
use std::time::Duration;

/// How long nothing is typed until a filter is applied.
const PAUSE: Duration = Duration::from_millis(250);

#[derive(Clone, Copy)]
pub struct Filter {
    name: &'static str,
    /// What the field shows.
    pub shown: RwSignal<String>,
    applied: Memo<String>,
    /// Puts a value into the address, in place of the present entry of the history or as one more.
    apply: Callback<(String, bool)>,
    /// Applies a value once the typing pauses.
    apply_after_pause: StoredValue<Box<dyn FnMut(String)>, LocalStorage>,
    /// Whether more was typed than is applied.
    typing: StoredValue<bool>,
}

impl Filter {
    /// The filter that has this name in the address.
    pub fn named(name: &'static str) -> Self {
        Self::known(name, |_| true)
    }

    /// The same for a list of known values. Any other value counts as none.
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
        // The history has no entry for each letter.
        let apply_after_pause = debounce(PAUSE, move |value| {
            typing.set_value(false);
            apply.run((value, true));
        });
        let apply_after_pause = StoredValue::new_local(Box::new(apply_after_pause) as Box<_>);
        Self { name, shown, applied, apply, apply_after_pause, typing }
    }

    /// Something was typed: it is applied once the typing pauses.
    pub fn typed(self, text: String) {
        let value = text.trim().to_owned();
        self.shown.set(text);
        self.typing.set_value(true);
        self.apply_after_pause.update_value(|apply| apply(value));
    }

    /// Something was chosen: it is applied at once.
    pub fn chosen(self, value: String) {
        self.shown.set(value.clone());
        self.apply.run((value, false));
    }

    /// Whether nothing is filtered. Reactive.
    pub fn is_empty(self) -> bool {
        self.applied.with(String::is_empty)
    }
}

/// `path` with these filters as its query. Reactive.
pub fn filtered(path: &str, filters: &[Filter]) -> String {
    let mut filtered = path.to_owned();
    let mut joint = '?';
    for filter in filters {
        let value = filter.applied.get();
        if !value.is_empty() {
            let value = String::from(js_sys::encode_uri_component(&value));
            filtered = format!("{filtered}{joint}{}={value}", filter.name);
            joint = '&';
        }
    }
    filtered
}

#[component]
pub fn SearchField(
    filter: Filter,
    label: Signal<&'static str>,
    placeholder: Signal<&'static str>,
    testid: &'static str,
) -> impl IntoView {
    let id = filter.name;
    view! {
        <FieldFrame id=id label=label>
            <input
                class="field__input"
                id=id
                type="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                data-testid=testid
                placeholder=placeholder
                prop:value=filter.shown
                on:input=move |event| filter.typed(event_target_value(&event))
            />
        </FieldFrame>
    }
}
