//! Texts of the lab that are looked up by a name.

use super::bench::Trouble;
use crate::{
    i18n::{I18n, t_string},
    messages,
};
use attacks::Family;
use leptos::prelude::*;

/// What a card says about its attack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Title,
    Story,
    See,
}

/// A text about an attack, that follows the language.
pub(super) fn about(i18n: I18n, id: &'static str, what: About) -> Signal<&'static str> {
    Signal::derive(move || {
        let texts = t_string!(i18n, lab.attack_by_id).find(id);
        texts.map_or("", |texts| match what {
            About::Title => texts.title,
            About::Story => texts.story,
            About::See => texts.see,
        })
    })
}

pub(super) fn family(i18n: I18n, family: Family) -> Signal<&'static str> {
    let name = family.name();
    Signal::derive(move || {
        let found = t_string!(i18n, lab.family_by_id).find(name);
        found.copied().unwrap_or_default()
    })
}

/// What a mistake of the naive verifier is. Reactive.
pub(super) fn mistake(i18n: I18n, name: &str) -> &'static str {
    let found = t_string!(i18n, lab.mistake_by_id).find(name);
    found.copied().unwrap_or_default()
}

/// Why an attack could not be performed. Reactive.
pub(super) fn trouble(i18n: I18n, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Api(error) => messages::api_error(i18n, error),
        Trouble::Crypto => t_string!(i18n, lab.trouble.crypto).to_owned(),
        Trouble::NotCracked => t_string!(i18n, lab.trouble.not_cracked).to_owned(),
        Trouble::Material => t_string!(i18n, lab.trouble.material).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::{Locale, td_string};
    use attacks::Family;
    use shared::api::lab::Mistake;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn everything_that_is_looked_up_by_name_has_a_text() {
        for locale in [Locale::En, Locale::Ko] {
            for attack in attacks::all() {
                assert!(
                    td_string!(locale, lab.attack_by_id)
                        .find(attack.id)
                        .is_some(),
                    "{}",
                    attack.id
                );
            }
            for mistake in Mistake::ALL {
                assert!(
                    td_string!(locale, lab.mistake_by_id)
                        .find(mistake.name())
                        .is_some(),
                    "{mistake}"
                );
            }
            for family in Family::ALL {
                assert!(
                    td_string!(locale, lab.family_by_id)
                        .find(family.name())
                        .is_some()
                );
            }
        }
    }
}
