//! There is no such page.

use super::paths;
use crate::{
    components::page_title,
    i18n::{text, use_i18n},
    router::A,
};
use leptos::prelude::*;

/// What is shown at every path that nothing has.
#[component]
pub fn NotFound() -> impl IntoView {
    let i18n = use_i18n();
    page_title(text!(i18n, common.not_found.title));
    view! {
        <section class="page not-found" data-testid="not-found">
            <h1>{text!(i18n, common.not_found.title)}</h1>
            <p>{text!(i18n, common.not_found.body)}</p>
            <p><A href=paths::HOME class="button">{text!(i18n, common.not_found.back)}</A></p>
        </section>
    }
}
