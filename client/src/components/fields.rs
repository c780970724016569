//! Text fields with label, hint and error.

use super::{When, aria};
use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;

type Text = Signal<Option<String>>;

/// A field for a line of plain text, such as a user name. `id` names it in the page, in forms and in tests.
#[component]
pub fn Field(
    id: &'static str,
    label: Signal<&'static str>,
    value: RwSignal<String>,
    /// What a browser may fill in (HTML's autofill names).
    autocomplete: &'static str,
    #[prop(optional)] hint: Text,
    #[prop(optional)] error: Text,
) -> impl IntoView {
    let kind = Signal::stored("text");
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <Input id=id kind=kind value=value autocomplete=autocomplete error=error/>
            <Notes id=id hint=hint error=error/>
        </div>
    }
}

/// A field for a password, with a button that shows what is typed.
#[component]
pub fn PasswordField(
    id: &'static str,
    label: Signal<&'static str>,
    value: RwSignal<String>,
    /// `current-password` or `new-password`, for password managers.
    autocomplete: &'static str,
    #[prop(optional)] hint: Text,
    #[prop(optional)] error: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let toggle = Signal::derive(move || {
        if shown.get() { t_string!(i18n, auth.hide) } else { t_string!(i18n, auth.show) }
    });
    let toggle_label = Signal::derive(move || {
        if shown.get() {
            t_string!(i18n, auth.hide_password)
        } else {
            t_string!(i18n, auth.show_password)
        }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <div class="field__row">
                <Input id=id kind=kind value=value autocomplete=autocomplete error=error/>
                <button
                    type="button"
                    class="field__toggle"
                    data-testid="password-toggle"
                    aria-controls=id
                    aria-label=toggle_label
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {toggle}
                </button>
            </div>
            <Notes id=id hint=hint error=error/>
        </div>
    }
}

#[component]
fn Input(
    id: &'static str,
    kind: Signal<&'static str>,
    value: RwSignal<String>,
    autocomplete: &'static str,
    error: Text,
) -> impl IntoView {
    view! {
        <input
            class="field__input"
            id=id
            name=id
            type=kind
            autocomplete=autocomplete
            autocapitalize="none"
            spellcheck="false"
            data-testid=id
            aria-invalid=aria(move || error.with(Option::is_some))
            aria-describedby=format!("{id}-hint {id}-error")
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
}

/// Hint and error, below the field that they describe.
#[component]
fn Notes(id: &'static str, hint: Text, error: Text) -> impl IntoView {
    view! {
        <When so=Signal::derive(move || hint.with(Option::is_some))>
            <p class="field__hint" id=format!("{id}-hint")>{hint}</p>
        </When>
        <p class="field__error" id=format!("{id}-error") data-testid=format!("{id}-error") aria-live="polite">
            {error}
        </p>
    }
}
