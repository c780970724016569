//! The fields that a user adds to the profile.

use super::{
    draft::{Draft, Objection, Own, is_nameless, objection},
    form::sentence,
};
use crate::{
    components::{aria, focus_node},
    i18n::{t_string, text, use_i18n},
};
use leptos::{html, prelude::*};
use shared::api::account::Profile;

#[component]
pub fn OwnFields(draft: Draft, refused: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let said = RwSignal::new(String::new());
    // The one that takes the focus when it is there.
    let fresh = RwSignal::new(None::<u32>);
    let add_button = NodeRef::<html::Button>::new();
    let count = Memo::new(move |_| draft.more.with(Vec::len));
    let full = Memo::new(move |_| count.get() >= Profile::MAX_MORE);
    let add = move |_| {
        if !full.get_untracked() {
            said.set(String::new());
            fresh.set(Some(draft.add()));
        }
    };
    let removed = Callback::new(move |(key, number): (u32, String)| {
        draft.remove(key);
        said.set(t_string!(i18n, account.profile.removed, number = number));
        focus_node(add_button);
    });
    let note = Signal::derive(move || {
        if full.get() {
            t_string!(i18n, account.profile.full, most = Profile::MAX_MORE.to_string())
        } else if draft.is_changed() {
            said.get()
        } else {
            String::new()
        }
    });
    view! {
        <fieldset class="own" data-testid="own-fields" data-count=count>
            <legend class="field__label">{text!(i18n, account.profile.more)}</legend>
            <For each=move || draft.more.get() key=|own| own.key let(own)>
                <Row draft=draft own=own refused=refused fresh=fresh removed=removed/>
            </For>
            <div class="row">
                <button
                    type="button"
                    class="button button--small"
                    data-testid="own-add"
                    node_ref=add_button
                    aria-disabled=aria(move || full.get())
                    on:click=add
                >
                    {text!(i18n, account.profile.add)}
                </button>
                <p role="status" class="soft small">{note}</p>
            </div>
        </fieldset>
    }
}

#[component]
fn Row(
    draft: Draft,
    own: Own,
    refused: Signal<Option<String>>,
    fresh: RwSignal<Option<u32>>,
    removed: Callback<(u32, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Own { key, name, value } = own;
    let place = Memo::new(move |_| {
        let place = draft.more.with(|more| more.iter().position(|own| own.key == key));
        place.unwrap_or_default()
    });
    let number = Signal::derive(move || (place.get() + 1).to_string());
    let refused = move |part: &str| {
        let field = format!("more[{}].{part}", place.get());
        refused.with(|refused| refused.as_ref() == Some(&field))
    };
    let too_long =
        move |text: RwSignal<String>| text.with(|text| objection(text, Profile::MAX_LINE));
    let error = Signal::derive(move || {
        let nameless = name.with(|name| value.with(|value| is_nameless(name, value)));
        let objection = too_long(name).or_else(|| too_long(value));
        let objection = objection.or_else(|| nameless.then_some(Objection::Nameless));
        sentence(i18n, objection, refused("name") || refused("value"))
    });
    let input = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if input.get().is_some() && fresh.get_untracked() == Some(key) {
            fresh.set(None);
            focus_node(input);
        }
    });
    let error_id = format!("own-{key}-error");
    let name_label = Signal::derive(move || {
        t_string!(i18n, account.profile.more_name_of, number = number.get())
    });
    let value_label = Signal::derive(move || {
        t_string!(i18n, account.profile.more_value_of, number = number.get())
    });
    view! {
        <div class="own__row" role="group" data-testid="own-field" data-key=key>
            <Line testid="own-name" text=name placeholder=text!(i18n, account.profile.more_name) label=name_label error=error error_id=error_id.clone() node=input/>
            <Line testid="own-value" text=value placeholder=text!(i18n, account.profile.more_value) label=value_label error=error error_id=error_id.clone()/>
            <button
                type="button"
                class="button button--small"
                data-testid="own-remove"
                aria-label=Signal::derive(move || t_string!(i18n, account.profile.remove_of, number = number.get()))
                on:click=move |_| removed.run((key, number.get_untracked()))
            >
                {text!(i18n, account.profile.remove)}
            </button>
            <p class="field__error" id=error_id data-testid="own-error" aria-live="polite">{error}</p>
        </div>
    }
}

/// The name or the value of a field.
#[component]
fn Line(
    testid: &'static str,
    text: RwSignal<String>,
    placeholder: Signal<&'static str>,
    label: Signal<String>,
    error: Signal<Option<String>>,
    /// The element that shows `error`.
    error_id: String,
    #[prop(optional)] node: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <input
            class="field__input"
            type="text"
            data-testid=testid
            autocomplete="off"
            placeholder=placeholder
            aria-label=label
            aria-invalid=aria(move || error.with(Option::is_some))
            aria-describedby=error_id
            node_ref=node
            prop:value=text
            on:input=move |event| text.set(event_target_value(&event))
        />
    }
}
