//! The inspector: any token, taken apart and judged in the browser.

use crate::{
    components::page_title,
    i18n::{text, use_i18n},
};
use leptos::prelude::*;

/// The page `/inspect`.
#[component]
pub fn Inspector() -> impl IntoView {
    let i18n = use_i18n();
    page_title(text!(i18n, inspector.title));
    view! {
        <section class="page" data-testid="inspector">
            <h1>{text!(i18n, inspector.title)}</h1>
        </section>
    }
}
