//! Links from a step: its token in the inspector, the attacks that aim at it, and its own address to copy.

use super::super::state::use_current_token;
use crate::{
    components::{When, part},
    i18n::{Locale, t_string, td_string, text, use_i18n},
    lesson::{copy::Copy, offer::use_offer, paths},
};
use leptos::prelude::*;
use shared::Step;

#[component]
pub fn Links(step: Step) -> impl IntoView {
    let i18n = use_i18n();
    let offer = use_offer();
    let current = use_current_token();
    let inspect = Signal::derive(move || match current.text() {
        Some(token) => paths::inspect(&token),
        None => paths::INSPECT.to_owned(),
    });
    let inspect_label = Signal::derive(move || match current.text() {
        Some(_) => t_string!(i18n, walkthrough.links.inspect),
        None => t_string!(i18n, walkthrough.links.inspect_any),
    });
    let has_lab = Signal::derive(move || offer.has_lab());
    let attack = move |&id: &&'static str| {
        view! {
            <li>
                <a class="step-links__attack" href=paths::attack(id) data-testid=format!("attack-{id}")>
                    <span class="serial">{id}</span>
                    <span>{Signal::derive(move || attack_name(i18n.get_locale(), id))}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="step-links" aria-labelledby="step-links-title">
            <h3 id="step-links-title">{text!(i18n, walkthrough.links.title)}</h3>
            <p>
                <a href=inspect data-testid="to-inspector">
                    {inspect_label}
                </a>
            </p>
            <When so=has_lab>
                <p class="small soft">{text!(i18n, walkthrough.links.attacks)}</p>
                <ul class="step-links__attacks">{attacks(step).iter().map(attack).collect_view()}</ul>
            </When>
        </section>
    }
}

/// A button that copies the address of the step in view.
#[component]
pub fn CopyLink(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let link = Signal::derive(move || {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{}", paths::step(step.get()))
    });
    part(move || {
        view! { <Copy what=link label=text!(i18n, walkthrough.links.copy_link) testid="copy-link" kind="quiet"/> }
    })
}

/// The attacks that aim at a step, by their numbers in the lab.
const fn attacks(step: Step) -> &'static [&'static str] {
    match step {
        Step::Login => &["A44"],
        Step::Issue => &["A5", "A35"],
        Step::Store => &["A41", "A36"],
        Step::Attach => &["A40", "A42", "A43"],
        Step::Verify => &["A1", "A2", "A6", "A11"],
        Step::Handle => &["A31", "A34"],
        Step::Expire => &["A30", "A37", "A38"],
    }
}

/// The lab's name for an attack. It is a text of its own, because those of the lab are loaded with the lab; a test
/// compares the two.
fn attack_name(locale: Locale, id: &str) -> &'static str {
    td_string!(locale, walkthrough.attack_by_id).text(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_attack_has_the_name_that_it_has_in_the_lab() {
        for locale in [Locale::En, Locale::Ko] {
            for id in Step::ALL.iter().flat_map(|step| attacks(*step)) {
                let there = td_string!(locale, lab.attack_by_id).find(id);
                let there = there.map(|attack| attack.title);
                assert_eq!(there, Some(attack_name(locale, id)), "{id}");
            }
        }
    }
}
