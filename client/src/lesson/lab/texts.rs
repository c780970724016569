//! The texts of the lab that are looked up by a name.

use super::run::{AttackError, Grade};
use crate::{
    i18n::{I18n, t_string},
    messages,
};
use attacks::{Attack, Case, Elsewhere, Family};
use leptos::prelude::*;
use lesson_shared::lab::LabTheft;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum About {
    Title,
    Story,
    See,
}

/// A text about an attack. It follows the language.
pub fn about(i18n: I18n, id: &'static str, what: About) -> Signal<&'static str> {
    Signal::derive(move || {
        let texts = t_string!(i18n, lab.attack_by_id).find(id);
        texts.map_or("", |texts| match what {
            About::Title => texts.title,
            About::Story => texts.story,
            About::See => texts.see,
        })
    })
}

pub fn family(i18n: I18n, family: Family) -> Signal<&'static str> {
    let name = family.name();
    Signal::derive(move || {
        let found = t_string!(i18n, lab.family_by_id).find(name);
        found.copied().unwrap_or_default()
    })
}

/// What one of the forgeries of an attack is called. Reactive.
pub fn variant(i18n: I18n, attack: &Attack, case: &Case) -> &'static str {
    let found = t_string!(i18n, lab.variant_by_id).find(&variant_id(attack, case));
    found.copied().unwrap_or_default()
}

fn variant_id(attack: &Attack, case: &Case) -> String {
    format!("{}.{}", attack.id, case.name)
}

/// What tests do in the place of the page. Reactive.
pub fn elsewhere(i18n: I18n, elsewhere: &Elsewhere) -> &'static str {
    let found = t_string!(i18n, lab.elsewhere_by_id).find(elsewhere.what);
    found.copied().unwrap_or_default()
}

/// What a mistake of the naive verifier is. Reactive.
pub fn mistake(i18n: I18n, name: &str) -> &'static str {
    let found = t_string!(i18n, lab.mistake_by_id).find(name);
    found.copied().unwrap_or_default()
}

/// What came of a forgery. Reactive.
pub fn grade(i18n: I18n, grade: Grade) -> &'static str {
    match grade {
        Grade::Lesson => t_string!(i18n, lab.grade.lesson),
        Grade::Futile => t_string!(i18n, lab.grade.futile),
        Grade::Right => t_string!(i18n, lab.grade.right),
        Grade::Dull => t_string!(i18n, lab.grade.dull),
        Grade::Alarm => t_string!(i18n, lab.grade.alarm),
    }
}

/// What the server has answered to a thief. Reactive.
pub fn theft(i18n: I18n, answer: LabTheft) -> String {
    let code = answer.code.map(|code| messages::problem_code(i18n, code));
    format!("{} {}", answer.status, code.unwrap_or_default())
}

/// Why an attack could not be performed. Reactive.
pub fn error(i18n: I18n, error: &AttackError) -> String {
    match error {
        AttackError::Api(error) => messages::api_error(i18n, error),
        AttackError::TooMany(seconds) => {
            t_string!(i18n, lab.trouble.too_many, seconds = seconds.to_string())
        }
        AttackError::Crypto => t_string!(i18n, lab.trouble.crypto).to_owned(),
        AttackError::NotCracked => t_string!(i18n, lab.trouble.not_cracked).to_owned(),
        AttackError::NotRecovered => t_string!(i18n, lab.trouble.not_recovered).to_owned(),
        AttackError::Material => t_string!(i18n, lab.trouble.material).to_owned(),
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
                let id = attack.id;
                assert!(td_string!(locale, lab.attack_by_id).find(id).is_some(), "{id}");
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
                let text = td_string!(locale, lab.mistake_by_id).find(mistake.name());
                assert!(text.is_some(), "{mistake}");
            }
            for family in Family::ALL {
                assert!(td_string!(locale, lab.family_by_id).find(family.name()).is_some());
            }
        }
    }
}
