//! Texts of the lab that are looked up by a name.

use super::{outcome::Grade, trouble::Trouble};
use crate::{
    i18n::{I18n, t_string},
    messages,
};
use attacks::{Attack, Case, Elsewhere, Family};
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

/// What one of the forgeries of an attack is called. Reactive.
pub(super) fn variant(i18n: I18n, attack: &Attack, case: &Case) -> &'static str {
    let found = t_string!(i18n, lab.variant_by_id).find(&variant_id(attack, case));
    found.copied().unwrap_or_default()
}

fn variant_id(attack: &Attack, case: &Case) -> String {
    format!("{}.{}", attack.id, case.name)
}

/// What it is that no page can do. Reactive.
pub(super) fn elsewhere(i18n: I18n, elsewhere: &Elsewhere) -> &'static str {
    let found = t_string!(i18n, lab.elsewhere_by_id).find(elsewhere.what);
    found.copied().unwrap_or_default()
}

/// What a mistake of the naive verifier is. Reactive.
pub(super) fn mistake(i18n: I18n, name: &str) -> &'static str {
    let found = t_string!(i18n, lab.mistake_by_id).find(name);
    found.copied().unwrap_or_default()
}

/// What came of a forgery. Reactive.
pub(super) fn grade(i18n: I18n, grade: Grade) -> &'static str {
    match grade {
        Grade::Lesson => t_string!(i18n, lab.grade.lesson),
        Grade::Futile => t_string!(i18n, lab.grade.futile),
        Grade::Right => t_string!(i18n, lab.grade.right),
        Grade::Dull => t_string!(i18n, lab.grade.dull),
        Grade::Alarm => t_string!(i18n, lab.grade.alarm),
    }
}

/// Why an attack could not be performed. Reactive.
pub(super) fn trouble(i18n: I18n, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Api(error) => messages::api_error(i18n, error),
        Trouble::TooMany(seconds) => {
            t_string!(i18n, lab.trouble.too_many, seconds = seconds.to_string())
        }
        Trouble::Crypto => t_string!(i18n, lab.trouble.crypto).to_owned(),
        Trouble::NotCracked => t_string!(i18n, lab.trouble.not_cracked).to_owned(),
        Trouble::NotRecovered => t_string!(i18n, lab.trouble.not_recovered).to_owned(),
        Trouble::Material => t_string!(i18n, lab.trouble.material).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::variant_id;
    use crate::i18n::{Locale, td_string};
    use attacks::Family;
    use lesson_shared::lab::Mistake;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn everything_that_is_looked_up_by_name_has_a_text() {
        for locale in [Locale::En, Locale::Ko] {
            for attack in attacks::all() {
                assert!(
                    td_string!(locale, lab.attack_by_id).find(attack.id).is_some(),
                    "{}",
                    attack.id
                );
                for case in attack.cases() {
                    let id = variant_id(attack, case);
                    assert!(td_string!(locale, lab.variant_by_id).find(&id).is_some(), "{id}");
                }
                for elsewhere in attack.elsewhere {
                    let text = td_string!(locale, lab.elsewhere_by_id).find(elsewhere.what);
                    assert!(text.is_some(), "{}", elsewhere.what);
                }
            }
            for mistake in Mistake::ALL {
                assert!(
                    td_string!(locale, lab.mistake_by_id).find(mistake.name()).is_some(),
                    "{mistake}"
                );
            }
            for family in Family::ALL {
                assert!(td_string!(locale, lab.family_by_id).find(family.name()).is_some());
            }
        }
    }
}
