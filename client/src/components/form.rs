//! The end of a form: what went wrong, and the button.

use crate::{http::ApiError, i18n::use_i18n, messages};
use leptos::{ev::SubmitEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

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

/// Moves the focus to the first field of a form that is not right, if there is one.
pub fn focus_first_invalid(event: &SubmitEvent) {
    let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
    let Some(form) = form else { return };
    // In the next frame, when the fields know.
    request_animation_frame(move || {
        let field = form.query_selector("[aria-invalid=true]").ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // Focusing an element of this document does not fail.
            let _ = field.focus();
        }
    });
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
    let text = Signal::derive(move || if busy.get() { busy_label.get() } else { label.get() });
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
