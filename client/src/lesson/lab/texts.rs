//! The texts of the lab that are looked up by a name.

use super::run::AttackError;
use crate::{
    i18n::{I18n, t_string, texts::lab::AttackById},
    messages,
};
use attacks::{Attack, Case, Family};
use leptos::prelude::*;
use lesson_shared::lab::LabTheft;

/// A text about an attack. It follows the language.
pub fn about(
    i18n: I18n,
    attack: &'static Attack,
    text: fn(&AttackById) -> &'static str,
) -> Signal<Option<&'static str>> {
    Signal::derive(move || t_string!(i18n, lab.attack_by_id).find(attack.id).map(text))
}

/// The name of a family. It follows the language.
pub fn family(i18n: I18n, family: Family) -> Signal<&'static str> {
    Signal::derive(move || t_string!(i18n, lab.family_by_id).text(family.name()))
}

/// The name of one of the forgeries of an attack. Reactive.
pub fn variant(i18n: I18n, attack: &Attack, case: &Case) -> &'static str {
    t_string!(i18n, lab.variant_by_id).text(&variant_id(attack, case))
}

fn variant_id(attack: &Attack, case: &Case) -> String {
    format!("{}.{}", attack.id, case.name)
}

/// The server's answer to the attacker. Reactive.
pub fn theft(i18n: I18n, answer: LabTheft) -> String {
    let code = answer.code.map(|code| messages::problem_code(i18n, code));
    format!("{} {}", answer.status, code.unwrap_or_default())
}

/// Why an attack could not be performed. Reactive.
pub fn error(i18n: I18n, error: &AttackError) -> String {
    match error {
        AttackError::Api(error) => messages::api_error(i18n, error),
        AttackError::TooMany(seconds) => {
            t_string!(i18n, lab.error.too_many, seconds = seconds.to_string())
        }
        AttackError::Crypto => t_string!(i18n, lab.error.crypto).to_owned(),
        AttackError::NotCracked => t_string!(i18n, lab.error.not_cracked).to_owned(),
        AttackError::NotRecovered => t_string!(i18n, lab.error.not_recovered).to_owned(),
        AttackError::Material => t_string!(i18n, lab.error.material).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::run::Grade, variant_id};
    use crate::i18n::{Table, texts::lab};
    use attacks::Family;
    use lesson_shared::lab::Mistake;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn everything_that_is_looked_up_by_name_has_a_text() {
        Table::assert_names(&lab::attack_by_id, attacks::all().map(|attack| attack.id));
        let variants = attacks::all()
            .flat_map(|attack| attack.cases().iter().map(move |case| variant_id(attack, case)));
        let variants: Vec<_> = variants.collect();
        Table::assert_names(&lab::variant_by_id, variants.iter().map(String::as_str));
        let elsewhere = attacks::all().flat_map(|attack| attack.elsewhere);
        Table::assert_names(&lab::elsewhere_by_id, elsewhere.map(|elsewhere| elsewhere.what));
        Table::assert_names(&lab::mistake_by_id, Mistake::ALL.map(Mistake::name));
        Table::assert_names(&lab::family_by_id, Family::ALL.map(Family::name));
        let grades = Grade::ALL.map(Grade::name).into_iter();
        Table::assert_names(&lab::grade_by_id, grades.chain(["failed"]));
    }
}
