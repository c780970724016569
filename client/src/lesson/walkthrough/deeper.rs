//! Where a step goes on: its token in the inspector, the attacks that aim at it, a link to share.

use super::{copy::Copy, held::use_holding, path::step_path};
use crate::{
    components::{When, part},
    i18n::{Locale, t_string, td_string, text, use_i18n},
    lesson::{offer::use_offer, paths},
};
use leptos::prelude::*;
use shared::Step;

/// Links to the other pages.
#[component]
pub fn Deeper(
    /// The step.
    step: Step,
) -> impl IntoView {
    let i18n = use_i18n();
    let offer = use_offer();
    let holding = use_holding();
    let token = Memo::new(move |_| holding.get().and_then(|held| held.token));
    let inspect = Signal::derive(move || match token.get() {
        Some(token) => format!("{}#token={token}", paths::INSPECT),
        None => paths::INSPECT.to_owned(),
    });
    let inspect_label = Signal::derive(move || {
        if token.with(Option::is_some) {
            t_string!(i18n, walkthrough.deeper.inspect)
        } else {
            t_string!(i18n, walkthrough.deeper.inspect_any)
        }
    });
    let has_lab = Signal::derive(move || offer.has_lab());
    let attack = move |&id: &&'static str| {
        view! {
            <li>
                <a class="deeper__attack" href=format!("{}?attack={id}", paths::LAB) data-testid=format!("attack-{id}")>
                    <span class="serial">{id}</span>
                    <span>{Signal::derive(move || attack_name(i18n.get_locale(), id))}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="deeper" aria-labelledby="deeper-title">
            <h3 id="deeper-title">{text!(i18n, walkthrough.deeper.title)}</h3>
            <p>
                <a href=inspect data-testid="to-inspector">
                    {inspect_label}
                </a>
            </p>
            <When so=has_lab>
                <p class="small soft">{text!(i18n, walkthrough.deeper.attacks)}</p>
                <ul class="deeper__attacks">{attacks(step).iter().map(attack).collect_view()}</ul>
            </When>
        </section>
    }
}

/// Copies the address of the step in view.
#[component]
pub fn CopyLink(
    /// The step in view.
    step: Memo<Step>,
) -> impl IntoView {
    let i18n = use_i18n();
    let link = Signal::derive(move || {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{}", step_path(step.get()))
    });
    part(move || {
        view! { <Copy what=link label=text!(i18n, walkthrough.deeper.copy_link) testid="copy-link" kind="quiet"/> }
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

/// What the lab calls an attack. The lab's own texts come with its page; a test keeps the two alike.
fn attack_name(locale: Locale, id: &str) -> &'static str {
    let attack = td_string!(locale, walkthrough.attack_by_id).find(id);
    attack.copied().unwrap_or_default()
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
