//! The walkthrough: the seven steps, done by hand.

use crate::i18n::{t, use_i18n};
use leptos::prelude::*;

/// The page `/`.
#[component]
pub fn Walkthrough() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="walkthrough" data-testid="walkthrough">
            <h1>{t!(i18n, walkthrough.title)}</h1>
        </section>
    }
}
