//! The frame of every page: head, foot, and the banners.

pub mod header;
pub mod switches;
pub mod theft_notice;

use crate::{
    auth::use_auth,
    brand,
    components::{When, focus_after_navigation, focus_content},
    i18n::{t_string, text, use_i18n},
    lazy::LostPart,
    pages::{
        route::{Link, Route},
        slots::use_slots,
    },
};
use header::Header;
use leptos::{ev, prelude::*, task::spawn_local};
use shared::api;
use theft_notice::TheftNotice;

/// The frame, with a page in it.
#[component]
pub fn Frame(pages: Vec<Route>, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    focus_after_navigation();
    // As a navigation, which following the link would be, it would move no focus.
    let skip = |event: ev::MouseEvent| {
        event.prevent_default();
        focus_content();
    };
    view! {
        <div class="app" data-testid="app">
            <a class="skip-link" href="#main" on:click=skip>{text!(i18n, common.skip)}</a>
            <Header pages=pages.clone()/>
            <ServerAway/>
            <LostPart/>
            <TheftNotice/>
            <main id="main" class="main" tabindex="-1">
                {children()}
            </main>
            <Footer pages=pages/>
        </div>
    }
}

/// A banner, while no server answers.
#[component]
fn ServerAway() -> impl IntoView {
    let i18n = use_i18n();
    let server = use_auth().server;
    let retry = move |_| {
        spawn_local(async move {
            // If it fails again, the banner stays.
            let _ = server.ask().await;
        });
    };
    view! {
        <div role="alert">
            <When so=Signal::derive(move || server.is_away())>
                <div class="banner banner--away" data-testid="server-away">
                    <p class="banner__title">{text!(i18n, common.away.title)}</p>
                    <p>{Signal::derive(move || t_string!(i18n, common.away.body, brand = brand::NAME))}</p>
                    <p>{text!(i18n, common.away.start)} " " <code>"cargo xtask start"</code></p>
                    <button type="button" class="button button--small" data-testid="server-away-retry" on:click=retry>
                        {text!(i18n, common.away.retry)}
                    </button>
                </div>
            </When>
        </div>
    }
}

/// What the program says of itself, and where there is more.
#[component]
fn Footer(pages: Vec<Route>) -> impl IntoView {
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
