//! Text fields with label, hint and error.

use super::When;
use crate::i18n::{t_string, text, use_i18n};
use leptos::prelude::*;

type Text = Signal<Option<String>>;

/// User name and password.
#[component]
pub fn CredentialFields(
    /// The name as typed.
    username: RwSignal<String>,
    /// The password as typed.
    password: RwSignal<String>,
    /// `current-password` or `new-password`, for password managers.
    password_autocomplete: &'static str,
    /// What is wrong with the name.
    username_error: Text,
    /// What is wrong with the password.
    password_error: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            id="username"
            label=text!(i18n, auth.username)
            value=username
            autocomplete="username"
            error=username_error
        />
        <PasswordField
            id="password"
            label=text!(i18n, auth.password)
            value=password
            autocomplete=password_autocomplete
            error=password_error
        />
    }
}

/// A field for a line of plain text, such as a user name.
#[component]
pub fn Field(
    /// Names the field in the page, in forms and in tests.
    id: &'static str,
    /// What it is for.
    label: Signal<&'static str>,
    /// What is typed.
    value: RwSignal<String>,
    /// What a browser may fill in (HTML's autofill names).
    autocomplete: &'static str,
    /// What it has to be like.
    #[prop(optional)]
    hint: Text,
    /// What is wrong with it.
    #[prop(optional)]
    error: Text,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input
                class="field__input"
                id=id
                name=id
                type="text"
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                data-testid=id
                aria-invalid=Signal::derive(move || error.with(Option::is_some).to_string())
                aria-describedby=described_by(id)
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            <Below id=id hint=hint error=error/>
        </div>
    }
}

/// A field for a password, which can be shown.
#[component]
pub fn PasswordField(
    /// Names the field in the page, in forms and in tests.
    id: &'static str,
    /// What it is for.
    label: Signal<&'static str>,
    /// What is typed.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What it has to be like.
    #[prop(optional)]
    hint: Text,
    /// What is wrong with it.
    #[prop(optional)]
    error: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
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
                <input
                    class="field__input"
                    id=id
                    name=id
                    type=Signal::derive(move || if shown.get() { "text" } else { "password" })
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    data-testid=id
                    aria-invalid=Signal::derive(move || error.with(Option::is_some).to_string())
                    aria-describedby=described_by(id)
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
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
            <Below id=id hint=hint error=error/>
        </div>
    }
}

#[component]
fn Below(id: &'static str, hint: Text, error: Text) -> impl IntoView {
    view! {
        <When so=Signal::derive(move || hint.with(Option::is_some))>
            <p class="field__hint" id=format!("{id}-hint")>{hint}</p>
        </When>
        <p class="field__error" id=format!("{id}-error") data-testid=format!("{id}-error") aria-live="polite">
            {error}
        </p>
    }
}

fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-error")
}
