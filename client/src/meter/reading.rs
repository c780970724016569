//! What the meter shows.

use crate::i18n::{Words, texts::account::time};
use shared::{
    credentials::PasswordRules,
    strength::{Estimate, Weakness},
};

/// The common logarithm of the hashes per second that a fast graphics card computes: each takes 19 MiB, and the memory
/// of the card moves some 10¹² bytes in a second.
const TRIES_PER_SECOND_LOG10: f64 = 4.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reading {
    /// Nothing is typed.
    Nothing,
    /// Longer than a password can be, by this many characters.
    TooLong(u32),
    /// The estimate is not there yet.
    Working,
    /// There is no estimate, because the worker failed.
    Silent,
    Known(Known),
}

/// The estimate of a password, and the rules that it breaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Known {
    /// 0 to 4; 3 and 4 are good enough.
    pub(super) score: u8,
    pub(super) missing: u32,
    pub(super) weakness: Option<Weakness>,
    pub(super) time: &'static Words,
}

impl Reading {
    pub(super) fn of(
        typed: &str,
        rules: PasswordRules,
        estimate: Option<Estimate>,
        failed: bool,
    ) -> Self {
        let length = u32::try_from(typed.chars().count()).unwrap_or(u32::MAX);
        match estimate {
            _ if length == 0 => Self::Nothing,
            _ if length > PasswordRules::MAX => Self::TooLong(length - PasswordRules::MAX),
            Some(estimate) => Self::Known(Known::new(estimate, rules.min.saturating_sub(length))),
            None if failed => Self::Silent,
            None => Self::Working,
        }
    }
}

impl Known {
    /// The score is at least 3 exactly when the server accepts the password.
    fn new(estimate: Estimate, missing: u32) -> Self {
        let acceptable = estimate.is_enough() && missing == 0;
        Self {
            score: if acceptable { estimate.score.max(3) } else { estimate.score.min(2) },
            missing,
            weakness: estimate.weakness.filter(|_| !estimate.is_enough()),
            time: time_to_guess(estimate.guesses_log10),
        }
    }
}

/// How long 10 to this power guesses take, in the words in which a person says it.
fn time_to_guess(guesses_log10: f64) -> &'static Words {
    const MINUTE: f64 = 60.0;
    const HOUR: f64 = 60.0 * MINUTE;
    const DAY: f64 = 24.0 * HOUR;
    const MONTH: f64 = 30.0 * DAY;
    const YEAR: f64 = 365.0 * DAY;
    match 10_f64.powf(guesses_log10 - TRIES_PER_SECOND_LOG10) {
        ..1.0 => &time::moment,
        ..MINUTE => &time::seconds,
        ..HOUR => &time::minutes,
        ..DAY => &time::hours,
        ..MONTH => &time::days,
        ..YEAR => &time::months,
        seconds if seconds < 100.0 * YEAR => &time::years,
        _ => &time::centuries,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const RULES: PasswordRules = PasswordRules { min: 15 };

    fn estimate(score: u8, guesses_log10: f64) -> Estimate {
        Estimate { score, guesses_log10, weakness: (score < 3).then_some(Weakness::Word) }
    }

    fn known(typed: &str, estimate: Estimate) -> Known {
        match Reading::of(typed, RULES, Some(estimate), false) {
            Reading::Known(known) => known,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_typed_is_told_before_and_without_an_estimate() {
        let of = |typed: &str, failed| Reading::of(typed, RULES, None, failed);
        assert_eq!(of("", false), Reading::Nothing);
        assert_eq!(of("nine", false), Reading::Working);
        assert_eq!(of("nine", true), Reading::Silent);
        assert_eq!(of(&"가".repeat(130), true), Reading::TooLong(2));
    }

    #[test]
    fn the_score_is_good_exactly_when_the_server_takes_the_password() {
        assert_eq!(known("nine blue herons", estimate(4, 13.7)).score, 4);
        let short = known("nine herons", estimate(4, 12.0));
        assert_eq!((short.score, short.missing), (2, 4));
        let weak = known("administrator123", estimate(1, 5.5));
        assert_eq!((weak.score, weak.weakness), (1, Some(Weakness::Word)));
        // Eight random characters, where so few are allowed: the library has them a little below its third mark.
        let edge = known("fifteen letters", estimate(2, 8.000_000_004));
        assert_eq!((edge.score, edge.weakness), (3, None));
    }

    #[test]
    fn the_time_is_told_in_the_words_of_a_person() {
        for (guesses_log10, words) in [
            (0.0, &time::moment),
            (4.2, &time::seconds),
            (6.0, &time::minutes),
            (8.0, &time::hours),
            (9.5, &time::days),
            (11.0, &time::months),
            (12.0, &time::years),
            (14.0, &time::centuries),
            (19.3, &time::centuries),
        ] {
            assert_eq!(time_to_guess(guesses_log10), words, "{guesses_log10}");
        }
    }
}
