//! The field for the present password, which the user gives once more.

use crate::{
    components::PasswordField,
    http::ApiError,
    i18n::{t_string, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::ProblemCode;

#[component]
pub fn CurrentPassword(
    id: &'static str,
    label: Signal<&'static str>,
    value: RwSignal<String>,
    /// Whether the user has tried to send the form.
    tried: RwSignal<bool>,
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let sentence = Signal::derive(move || {
        if error.with(|error| error.as_ref().is_some_and(is_wrong_password)) {
            return Some(messages::problem_code(i18n, ProblemCode::WrongPassword));
        }
        let missing = tried.get() && value.with(String::is_empty);
        missing.then(|| t_string!(i18n, auth.credential.password_missing).to_owned())
    });
    view! {
        <PasswordField id=id label=label value=value autocomplete="current-password" error=sentence/>
    }
}

/// Whether an error is said at the field.
pub(super) fn is_wrong_password(error: &ApiError) -> bool {
    error.code() == Some(ProblemCode::WrongPassword)
}
