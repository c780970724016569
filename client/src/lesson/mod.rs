//! The lesson about the login. The login needs nothing of it; [`start`] hooks it in from outside.

mod copy;
pub mod crypto;
pub mod exchanges;
mod hex;
mod inspector;
mod lab;
pub mod offer;
mod paths;
mod sealed;
pub mod walkthrough;
mod when_not;

use crate::{
    auth::Auth,
    components::When,
    i18n::{text, texts, use_i18n},
    lazy::{lazy, lazy_trifle, lazy_view},
    pages::{Route, Slots, slots::Typed},
};
use exchanges::Exchanges;
use inspector::Inspector;
use lab::Lab;
use leptos::prelude::*;
use offer::{Offer, use_offer};
use shared::api::account::Profile;
use walkthrough::{Tour, Walkthrough};
use when_not::WhenNot;

/// The pages of the lesson, in the order of their links.
static PAGES: &[Route] = &[
    Route::new("/", &texts::walkthrough::title, || view! { <Walkthrough/> }.into_any())
        .in_header(&texts::lesson::nav::walkthrough),
    Route::new(paths::INSPECT, &texts::inspector::title, || lazy(inspector))
        .in_header(&texts::lesson::nav::inspector),
    Route::new(paths::LAB, &texts::lab::title, || lazy(lab))
        .in_header_when(&texts::lesson::nav::lab, has_lab),
    Route::new(paths::WHEN_NOT, &texts::when_not::title, || lazy(when_not))
        .in_footer(&texts::lesson::nav::when_not),
];

lazy_view! { inspector: fn inspector() { view! { <Inspector/> } }}
lazy_view! { lab: fn lab() { view! { <Lab/> } }}
lazy_view! { short: fn when_not() { view! { <WhenNot/> } }}
lazy_view! { short: fn demo_part(typed: Typed) {
    let i18n = use_i18n();
    let offer = use_offer();
    let fill_in = move |_| {
        if let Some(demo) = untrack(|| offer.demo()) {
            typed.username.set(demo.username);
            typed.password.set(demo.password);
        }
    };
    view! {
        <When so=Signal::derive(move || offer.demo().is_some())>
            <button type="button" class="button button--quiet" data-testid="demo-fill" on:click=fill_in>
                {text!(i18n, lesson.demo)}
            </button>
        </When>
    }
}}
lazy_view! { account: fn sealed_part(saved: Signal<Profile>) { sealed::beside_profile(saved) }}

/// Begins to record the exchanges of the login, and returns what the lesson adds to the login's pages. The component
/// around everything calls it once.
pub fn start(auth: Auth) -> Slots {
    let offer = Offer::of(auth.server, auth.http);
    provide_context(offer);
    provide_context(Tour::new(auth, Exchanges::of(auth.http), offer));
    Slots {
        pages: PAGES,
        footer: Some(&texts::lesson::footer),
        // Both are loaded with their pages, and are not in the first load.
        sign_in: Some(|typed| lazy_trifle(move || demo_part(typed))),
        profile: Some(|saved| lazy_trifle(move || sealed_part(saved))),
        guest: Signal::derive(move || Some(offer.demo()?.username)),
    }
}

fn has_lab() -> Signal<bool> {
    let offer = use_offer();
    Signal::derive(move || offer.has_lab())
}
