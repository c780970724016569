//! The frame of every page: head, foot, and the banners.

pub mod footer;
pub mod header;
pub mod server_away;
pub mod switches;
pub mod theft_notice;

use crate::{
    components::{focus_after_navigation, focus_content},
    i18n::{text, use_i18n},
    lazy::LostPart,
    pages::Route,
};
use footer::Footer;
use header::Header;
use leptos::{ev, prelude::*};
use server_away::ServerAway;
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
