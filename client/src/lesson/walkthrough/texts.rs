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
    use crate::i18n::{Locale, td_string};
    use shared::{Check, Claims, Stage, Step};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn everything_that_is_looked_up_by_name_has_a_text() {
        for locale in [Locale::En, Locale::Ko] {
            for check in Check::ALL {
                assert_ne!(td_string!(locale, walkthrough.check_by_id).text(check.name()), "");
            }
            for stage in Stage::ALL.iter().filter(|stage| **stage != Stage::Total) {
                assert_ne!(td_string!(locale, walkthrough.stage_by_id).text(stage.name()), "");
            }
            for claim in Claims::NAMES.iter().filter(|claim| !["iat", "exp"].contains(claim)) {
                assert_ne!(td_string!(locale, walkthrough.claim_by_id).text(claim), "", "{claim}");
            }
            for step in Step::ALL {
                assert!(td_string!(locale, learn.question_by_id).find(step.name()).is_some());
            }
        }
    }
}
