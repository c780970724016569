//! How hard a password is to guess, and why.
//!
//! The estimate is zxcvbn's (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security
//! 2016): the fewest guesses of an attacker who knows what people use for passwords. The server asks it before
//! it takes a new password (NIST SP 800-63B-4 §3.1.1.2: compare with what is common and with what is
//! expected here), and a worker in the browser while one is typed.

mod context;
mod windows;

pub use context::Context;

use shared::strength::{Estimate, Weakness};
use windows::windows;
use zxcvbn::{Entropy, Match, feedback::Warning, matching::patterns::MatchPattern, zxcvbn};

/// Estimates how many guesses `password` takes an attacker who knows its [`Context`].
///
/// A password is looked at in windows. Guessing all of it is no easier than guessing any part, so the
/// hardest window counts, and the first that is hard enough for the highest score ends the search.
pub fn estimate(password: &str, context: &Context) -> Estimate {
    let words = context.words();
    let mut hardest: Option<Entropy> = None;
    for window in windows(password) {
        let entropy = zxcvbn(window, &words);
        if hardest.as_ref().is_none_or(|best| entropy.guesses_log10() > best.guesses_log10()) {
            hardest = Some(entropy);
        }
        if hardest.as_ref().is_some_and(|best| score(best) == 4) {
            break;
        }
    }
    hardest.map_or(NOTHING, |entropy| Estimate {
        score: score(&entropy),
        guesses_log10: entropy.guesses_log10().max(0.0),
        weakness: weakness(&entropy, context),
    })
}

/// Of a password without characters.
const NOTHING: Estimate =
    Estimate { score: 0, guesses_log10: 0.0, weakness: Some(Weakness::Short) };

fn score(entropy: &Entropy) -> u8 {
    entropy.score().into()
}

/// What a guesser makes use of, where the score is 2 or less: the longest part that is not arbitrary.
fn weakness(entropy: &Entropy, context: &Context) -> Option<Weakness> {
    let warning = entropy.feedback()?.warning();
    let parts = entropy.sequence().iter();
    let longest = parts
        .filter(|part| part.pattern != MatchPattern::BruteForce)
        .max_by_key(|part| part.token.chars().count());
    Some(longest.map_or(Weakness::Short, |part| {
        known_word(part, context).unwrap_or_else(|| kind(&part.pattern, warning))
    }))
}

/// Of a word that the library was given, which it does not tell from those of its dictionaries, once or
/// again and again.
fn known_word(part: &Match, context: &Context) -> Option<Weakness> {
    match &part.pattern {
        MatchPattern::Dictionary(found) => context.weakness(&found.matched_word),
        MatchPattern::Repeat(repeat) => match repeat.base_matches.as_slice() {
            [base] => known_word(base, context),
            _ => None,
        },
        _ => None,
    }
}

/// Which dictionary a word is from, only the library's warning tells.
fn kind(pattern: &MatchPattern, warning: Option<Warning>) -> Weakness {
    match (pattern, warning) {
        (MatchPattern::Repeat(_), _) => Weakness::Repeat,
        (MatchPattern::Sequence(_), _) => Weakness::Sequence,
        (MatchPattern::Spatial(_), _) => Weakness::Keyboard,
        (MatchPattern::Date(_) | MatchPattern::Regex(_), _) => Weakness::Date,
        (MatchPattern::BruteForce, _) => Weakness::Short,
        (
            MatchPattern::Dictionary(_),
            Some(
                Warning::ThisIsATop10Password
                | Warning::ThisIsATop100Password
                | Warning::ThisIsACommonPassword
                | Warning::ThisIsSimilarToACommonlyUsedPassword,
            ),
        ) => Weakness::Common,
        (
            MatchPattern::Dictionary(_),
            Some(
                Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
                | Warning::CommonNamesAndSurnamesAreEasyToGuess,
            ),
        ) => Weakness::Name,
        (MatchPattern::Dictionary(_), _) => Weakness::Word,
    }
}

#[cfg(test)]
mod tests;
