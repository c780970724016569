//! The attack lab: every attack, run against a naive and against the strict verifier.
//!
//! The attacks are recipes of the crate `attacks`. [`run`] performs them, [`mod@card`] and [`panels`] show each, and
//! [`mod@run_all`] performs all in a row. They start from tokens that the server's lab issues, apart from those of its
//! users.

mod answers;
mod card;
mod panels;
mod run;
mod run_all;
mod texts;

use crate::{
    auth::use_auth,
    components::{focus, part},
    i18n::{text, use_i18n},
    lesson::{offer::use_offer, paths},
    router::use_location,
};
use attacks::Family;
use card::{card, tested_elsewhere};
use leptos::prelude::*;
use panels::clock::clock;
use run::Runner;
use run_all::run_all;
use wasm_bindgen::JsCast;
use web_sys::HtmlDetailsElement;

/// The page `/lab`.
#[component]
pub fn Lab() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let offer = use_offer();
    provide_context(Runner::new(auth.http));
    let is_on = Memo::new(move |_| offer.lab());
    let content = move || match is_on.get() {
        Some(true) => view! { <Attacks/> }.into_any(),
        Some(false) => view! {
            <section class="slip" data-testid="lab-off">
                <div class="slip__part">
                    <h2>{text!(i18n, lab.off.title)}</h2>
                    <p>{text!(i18n, lab.off.body)}</p>
                    <pre class="wire">"claimcheck serve --lab"</pre>
                </div>
            </section>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="lab" data-testid="lab">
            <header class="lab__intro">
                <h1>{text!(i18n, lab.title)}</h1>
                <p class="tour__lead">{text!(i18n, lab.lead)}</p>
                <ul class="lab__notes">
                    <li>{text!(i18n, lab.note.apart)}</li>
                    <li>{text!(i18n, lab.note.naive)}</li>
                    <li>{text!(i18n, lab.note.strict)}</li>
                </ul>
            </header>
            {part(content)}
        </div>
    }
}

#[component]
fn Attacks() -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let attack = move || attacks::find(&location.query("attack")?);
    let named = untrack(attack);
    // Runs again when the visitor follows a link within the page.
    Effect::new(move || {
        let hash = location.hash.get().replace('#', "");
        let place = attack().map_or(hash, |attack| attack.id.to_owned());
        // In the next frame, when the element exists.
        request_animation_frame(move || show(&place));
    });
    let links = Family::ALL.map(|family| {
        let href = format!("/lab#{}", family.name());
        view! { <li><a href=href>{texts::family(i18n, family)}</a></li> }
    });
    let section = move |family: Family| {
        let name = family.name();
        let cards = family
            .attacks()
            .iter()
            .map(|attack| card(attack, named.is_some_and(|named| named.id == attack.id)));
        view! {
            <section class="slip family" id=name tabindex="-1" aria-labelledby=format!("{name}-title") data-testid=format!("family-{name}")>
                <h2 class="family__title" id=format!("{name}-title")>{texts::family(i18n, family)}</h2>
                {cards.collect_view()}
            </section>
        }
    };
    view! {
        {run_all()}
        <nav aria-label=text!(i18n, lab.families)>
            <ul class="lab__families">
                {links.into_iter().collect_view()}
                <li><a href="/lab#clock">{text!(i18n, lab.clock.title)}</a></li>
            </ul>
        </nav>
        {Family::ALL.map(section).into_iter().collect_view()}
        {clock()}
        {others()}
    }
}

/// Scrolls to the attack or the family with this id, opens it, and moves the focus there.
fn show(id: &str) {
    let Some(place) = document().get_element_by_id(id) else { return };
    if let Some(card) = place.dyn_ref::<HtmlDetailsElement>() {
        card.set_open(true);
        focus(card.query_selector("summary").ok().flatten());
    } else {
        focus(Some(place.clone()));
    }
    place.scroll_into_view();
}

/// The attacks that a page cannot perform, with the tests that do.
fn others() -> AnyView {
    let i18n = use_i18n();
    let others = attacks::all().filter(|attack| !attack.elsewhere.is_empty());
    let item = move |attack: &'static attacks::Attack| {
        let id = attack.id;
        view! {
            <li>
                <a href=paths::attack(id) data-noscroll="" data-testid=format!("other-{id}")>{id}</a> " "
                {texts::about(i18n, attack, |texts| texts.title)} {tested_elsewhere(attack)}
            </li>
        }
    };
    view! {
        <section class="slip" aria-labelledby="others-title">
            <div class="slip__part">
                <h2 id="others-title">{text!(i18n, lab.others.title)}</h2>
                <p>{text!(i18n, lab.others.lead)}</p>
                <ul class="lab__others">{others.map(item).collect_view()}</ul>
            </div>
        </section>
    }
    .into_any()
}
