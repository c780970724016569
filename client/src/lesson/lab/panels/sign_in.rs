//! The way to sign in, for attacks on the visitor's own session.

use crate::{
    i18n::{text, use_i18n},
    lesson::paths,
    pages::sign_in_path,
};
use leptos::prelude::*;

/// Asks the visitor to sign in before the attack with this number.
pub fn sign_in_first(id: &str) -> AnyView {
    let i18n = use_i18n();
    view! {
        <p class="notice">
            {text!(i18n, lab.thief.first)} " "
            <a href=sign_in_for(id) data-testid="thief-sign-in">{text!(i18n, lab.thief.sign_in)}</a>
        </p>
    }
    .into_any()
}

/// The sign-in page, which leads back to the attack with this number.
pub fn sign_in_for(id: &str) -> String {
    sign_in_path(&paths::attack(id))
}
