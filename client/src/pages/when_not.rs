//! When something else than a JWT is the better choice.

use crate::{
    components::page_title,
    i18n::{text, use_i18n},
};
use leptos::prelude::*;

/// The page `/when-not`.
#[component]
pub fn WhenNot() -> impl IntoView {
    let i18n = use_i18n();
    page_title(text!(i18n, when_not.title));
    view! {
        <section class="page" data-testid="when-not">
            <h1>{text!(i18n, when_not.title)}</h1>
        </section>
    }
}
