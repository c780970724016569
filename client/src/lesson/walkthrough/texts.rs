//! The texts about a step or a check.

use crate::i18n::{I18n, Words, t_string, texts::walkthrough::step};
use shared::{Check, Step};

/// The title of a step, what happens in it, why, and what can go wrong.
pub type StepTexts = [&'static Words; 4];

macro_rules! texts {
    ($step:ident) => {
        [&step::$step::title, &step::$step::what, &step::$step::why, &step::$step::risk]
    };
}

macro_rules! text_of {
    ($i18n:ident, $step:ident, $text:ident) => {{
        let words: &'static Words = match $step {
            Step::Login => &step::login::$text,
            Step::Issue => &step::issue::$text,
            Step::Store => &step::store::$text,
            Step::Attach => &step::attach::$text,
            Step::Verify => &step::verify::$text,
            Step::Handle => &step::handle::$text,
            Step::Expire => &step::expire::$text,
        };
        words[$i18n.get_locale() as usize]
    }};
}

/// The name of a step, in a word or two. Reactive, as all that follow: they change with the language.
pub fn name(i18n: I18n, step: Step) -> &'static str {
    text_of!(i18n, step, name)
}

/// Where a step takes place.
pub fn place(i18n: I18n, step: Step) -> &'static str {
    text_of!(i18n, step, place)
}

/// The texts of the first step, without those of the others, which are loaded later.
pub const FIRST: StepTexts = texts!(login);

pub const fn of_step(step: Step) -> StepTexts {
    match step {
        Step::Login => FIRST,
        Step::Issue => texts!(issue),
        Step::Store => texts!(store),
        Step::Attach => texts!(attach),
        Step::Verify => texts!(verify),
        Step::Handle => texts!(handle),
        Step::Expire => texts!(expire),
    }
}

pub fn check(i18n: I18n, check: Check) -> &'static str {
    t_string!(i18n, walkthrough.check_by_id).text(check.name())
}

#[cfg(test)]
mod tests {
    use crate::i18n::{
        Table,
        texts::{learn, walkthrough},
    };
    use shared::{Check, Claims, Stage, Step, api::StorageMode, compact::Part};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn everything_that_is_looked_up_by_name_has_a_text() {
        Table::assert_names(&walkthrough::check_by_id, Check::ALL.map(Check::name));
        let stages = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Total);
        Table::assert_names(&walkthrough::stage_by_id, stages.map(Stage::name));
        let claims = Claims::NAMES.iter().copied().filter(|claim| !["iat", "exp"].contains(claim));
        Table::assert_names(&walkthrough::claim_by_id, claims.chain(["alg", "typ", "kid"]));
        let modes = StorageMode::ALL.map(StorageMode::name);
        Table::assert_names(&walkthrough::store::meaning_by_id, modes);
        Table::assert_names(&walkthrough::token::part_by_id, Part::ALL.map(Part::name));
        Table::assert_names(&learn::anatomy::note_by_id, Part::ALL.map(Part::name));
        Table::assert_names(&learn::question_by_id, Step::ALL.map(Step::name));
    }
}
