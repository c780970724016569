//! The end of a form: what went wrong, and the button.

use crate::{http::ApiError, i18n::use_i18n, messages};
use leptos::prelude::*;

/// Why the last try failed. A screen reader says it when it appears.
#[component]
pub fn FormError(
    /// The failure, if the last try was one.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// The name under which tests find it.
    #[prop(default = "form-error")]
    testid: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let code = Signal::derive(move || error.with(|error| error.as_ref().map(ApiError::name)));
    let sentence = Signal::derive(move || {
        error.with(|error| error.as_ref().map(|error| messages::api_error(i18n, error)))
    });
    view! {
        <p class="form-error" role="alert" data-testid=testid data-code=code>
            {sentence}
        </p>
    }
}

/// Sends the form, and says so while it is under way. It stays in the tab order meanwhile, because a
/// disabled button would drop the focus.
#[component]
pub fn SubmitButton(
    /// Whether the form is being sent.
    #[prop(into)]
    busy: Signal<bool>,
    /// What it does.
    label: Signal<&'static str>,
    /// What it is doing.
    busy_label: Signal<&'static str>,
    /// The name under which tests find it.
    #[prop(default = "submit")]
    testid: &'static str,
    /// How it looks.
    #[prop(default = "button button--primary")]
    class: &'static str,
) -> impl IntoView {
    let text = Signal::derive(move || {
        if busy.get() {
            busy_label.get()
        } else {
            label.get()
        }
    });
    view! {
        <button
            type="submit"
            class=class
            data-testid=testid
            aria-disabled=Signal::derive(move || busy.get().to_string())
        >
            {text}
        </button>
    }
}
