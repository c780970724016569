//! The foot of every page.

use crate::i18n::{text, use_i18n};
use leptos::prelude::*;

/// One sentence about what this is.
#[component]
pub fn Footer() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <footer class="footer">
            <p>{text!(i18n, common.footer)}</p>
        </footer>
    }
}
