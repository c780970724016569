//! Text fields with label, hint and error.

use super::{When, aria, either};
use crate::i18n::{text, use_i18n};
use leptos::prelude::*;

type Text = Signal<Option<String>>;

/// A field for a line of text, such as a user name. `id` names it in the page, in forms and in tests.
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
        <FieldFrame id=id label=label hint=hint error=error>
            <Input id=id kind=kind value=value autocomplete=autocomplete error=error/>
        </FieldFrame>
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
    let toggle = either(shown, text!(i18n, auth.hide), text!(i18n, auth.show));
    let toggle_label =
        either(shown, text!(i18n, auth.hide_password), text!(i18n, auth.show_password));
    view! {
        <FieldFrame id=id label=label hint=hint error=error>
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
        </FieldFrame>
    }
}

/// The label above a field, and hint and error below it.
#[component]
pub fn FieldFrame(
    /// The id of the field. Those of hint and error end in `-hint` and `-error`.
    id: &'static str,
    label: Signal<&'static str>,
    #[prop(optional)] hint: Text,
    /// Without it nothing is ever wrong with the field.
    #[prop(optional)]
    error: Option<Text>,
    children: Children,
) -> impl IntoView {
    let error = error.map(|error| {
        let id = format!("{id}-error");
        view! { <p class="field__error" id=id.clone() data-testid=id aria-live="polite">{error}</p> }
    });
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {children()}
            <When so=Signal::derive(move || hint.with(Option::is_some))>
                <p class="field__hint" id=format!("{id}-hint")>{hint}</p>
            </When>
            {error}
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
