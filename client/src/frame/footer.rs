//! The foot of every page.

use crate::{
    i18n::{text, use_i18n},
    pages::paths,
};
use leptos::prelude::*;
use shared::api;

/// One sentence about what this is, and where there is more.
#[component]
pub fn Footer() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <footer class="footer">
            <p>{text!(i18n, common.footer)}</p>
            <nav class="footer__more" aria-label=text!(i18n, common.more.label)>
                <a href=paths::WHEN_NOT data-testid="when-not-link">{text!(i18n, common.more.when_not)}</a>
                // No page of this application.
                <a href=api::paths::DOCS rel="external">{text!(i18n, common.more.docs)}</a>
            </nav>
        </footer>
    }
}
