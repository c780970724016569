//! The foot of every page.

use crate::{
    i18n::{text, use_i18n},
    pages::{
        route::{Link, Route},
        slots::use_slots,
    },
};
use leptos::prelude::*;
use shared::api;

/// What the program says of itself, and where there is more.
#[component]
pub fn Footer(pages: Vec<Route>) -> impl IntoView {
    let i18n = use_i18n();
    let said = use_slots().footer.map(|words| i18n.words(words));
    let link = move |page: Route| {
        let Some(Link::Footer(words)) = page.link else {
            return None;
        };
        Some(view! { <a href=page.path data-testid=page.testid()>{i18n.words(words)}</a> })
    };
    view! {
        <footer class="footer">
            {said.map(|said| view! { <p>{said}</p> })}
            <nav class="footer__more" aria-label=text!(i18n, common.more.label)>
                {pages.into_iter().filter_map(link).collect_view()}
                // No page of this application.
                <a href=api::paths::DOCS rel="external">{text!(i18n, common.more.docs)}</a>
            </nav>
        </footer>
    }
}
