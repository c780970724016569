//! The password of today, asked for once more.

use crate::{
    components::PasswordField,
    http::ApiError,
    i18n::{t_string, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::ProblemCode;

/// The field, with what is wrong with what is typed into it.
#[component]
pub fn CurrentPassword(
    /// Names the field in the page, in forms and in tests.
    id: &'static str,
    /// What it is for.
    label: Signal<&'static str>,
    /// What is typed.
    value: RwSignal<String>,
    /// Whether it was sent, or would have been if it were complete.
    submitted: RwSignal<bool>,
    /// Why the last try failed.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let said = Signal::derive(move || {
        if error.with(|error| error.as_ref().is_some_and(is_wrong_password)) {
            return Some(messages::problem_code(i18n, ProblemCode::WrongPassword));
        }
        let missing = submitted.get() && value.with(String::is_empty);
        missing.then(|| t_string!(i18n, auth.credential.password_missing).to_owned())
    });
    view! {
        <PasswordField id=id label=label value=value autocomplete="current-password" error=said/>
    }
}

/// Whether an error is said at the field.
pub(super) fn is_wrong_password(error: &ApiError) -> bool {
    error.code() == Some(ProblemCode::WrongPassword)
}
