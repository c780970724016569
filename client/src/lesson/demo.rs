//! The demo account on the sign-in page.

use super::offer::use_offer;
use crate::{
    components::When,
    i18n::{text, use_i18n},
    pages::slots::Typed,
};
use leptos::prelude::*;

/// A button that fills in the sign-in form, where the server has a demo account.
pub(super) fn fill_in(typed: Typed) -> AnyView {
    let i18n = use_i18n();
    let offer = use_offer();
    let fill = move |_| {
        if let Some(demo) = untrack(|| offer.demo()) {
            typed.username.set(demo.username);
            typed.password.set(demo.password);
        }
    };
    view! {
        <When so=Signal::derive(move || offer.demo().is_some())>
            <button type="button" class="button button--quiet" data-testid="demo-fill" on:click=fill>
                {text!(i18n, lesson.demo)}
            </button>
        </When>
    }
    .into_any()
}
