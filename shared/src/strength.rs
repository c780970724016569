//! How hard a password is to guess, as both sides speak of it. The estimate itself is in the crate `strength`,
//! which is too heavy for the page to load with the rest.

use serde::{Deserialize, Serialize};

/// What guessing a password would take.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// 0 to 4, for a bar: fewer than 10³, 10⁶, 10⁸, 10¹⁰ guesses, and more.
    pub score: u8,
    /// The common logarithm of the number of guesses; at least 0.
    pub guesses_log10: f64,
    /// What a guesser would make use of, where the password is not hard to guess.
    pub weakness: Option<Weakness>,
}

impl Estimate {
    /// A new password that takes fewer than 10 to this power guesses is refused.
    ///
    /// A hundred million guesses are out of reach for an attacker who has to ask this server, and cost an
    /// attacker who has stolen the hashes hours for a single one. The limit refuses what is on every list (`Password123456!`,
    /// `1qaz2wsx3edc4rfv`, `iloveyouiloveyou`), and no phrase of four unrelated words in any language,
    /// nor eight random characters where so few are allowed.
    pub const ENOUGH_LOG10: f64 = 8.0;

    /// Whether it may be a new password.
    pub fn is_enough(&self) -> bool {
        self.guesses_log10 >= Self::ENOUGH_LOG10
    }
}

crate::named_enum! {
    /// What makes a password easy to guess.
    pub enum Weakness {
        /// On the list of those that many people use, or close to one of them.
        Common = "common",
        /// The user's own name, this product's, or the site's.
        Context = "context",
        /// A part of it again and again.
        Repeat = "repeat",
        /// Letters or digits in their order.
        Sequence = "sequence",
        /// Keys beside each other.
        Keyboard = "keyboard",
        /// A date or a year.
        Date = "date",
        /// Names of people.
        Name = "name",
        /// A word or two of a dictionary.
        Word = "word",
        /// Nothing but few characters.
        Short = "short",
    }
}

impl Weakness {
    /// The reason, as the second half of a sentence about the password.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Common => "it is like one that many people use",
            Self::Context => "it is made of your name or of the name of this site",
            Self::Repeat => "it repeats itself",
            Self::Sequence => "it has letters or digits in their order, as abc or 6543",
            Self::Keyboard => "its keys lie beside each other",
            Self::Date => "it is little more than a date or a year",
            Self::Name => "it is little more than people's names",
            Self::Word => "it is little more than a common word or two",
            Self::Short => "it is short",
        }
    }
}

/// What the worker that estimates says once it listens.
pub const READY: &str = "ready";

/// What a page asks the worker that estimates. The answer is an [`Estimate`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstimateRequest {
    /// What is typed.
    pub password: String,
    /// Whose password it is to be.
    pub username: String,
    /// The host of the page.
    pub host: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_weakness_has_a_sentence_of_its_own() {
        let sentences: HashSet<_> = Weakness::ALL.into_iter().map(Weakness::sentence).collect();
        assert_eq!(sentences.len(), Weakness::ALL.len());
    }

    #[test]
    fn an_estimate_survives_the_wire() {
        let estimate =
            Estimate { score: 2, guesses_log10: 7.25, weakness: Some(Weakness::Keyboard) };
        let json = serde_json::to_string(&estimate).unwrap();
        assert_eq!(serde_json::from_str::<Estimate>(&json).unwrap(), estimate);
    }
}
