//! The attack lab: every attack, run against a naive and against the strict verifier.

use crate::{
    components::page_title,
    i18n::{text, use_i18n},
};
use leptos::prelude::*;

/// The page `/lab`.
#[component]
pub fn Lab() -> impl IntoView {
    let i18n = use_i18n();
    page_title(text!(i18n, lab.title));
    view! {
        <section class="page" data-testid="lab">
            <h1>{text!(i18n, lab.title)}</h1>
        </section>
    }
}
