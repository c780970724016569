//! How hard a password is to guess, as both sides speak of it. The estimate itself is in the crate `strength`,
//! which is too heavy for the page to load with the rest.

use serde::{Deserialize, Serialize};
use std::fmt;

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
    /// A hundred million is out of reach for anybody who has to ask this server, and costs whoever has
    /// stolen the hashes hours for a single one. It refuses what is on every list (`Password123456!`,
    /// `1qaz2wsx3edc4rfv`, `iloveyouiloveyou`), and no phrase of four unrelated words in any language,
    /// nor eight random characters where so few are allowed.
    pub const ENOUGH_LOG10: f64 = 8.0;

    /// Whether it may be a new password.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.guesses_log10 >= Self::ENOUGH_LOG10
    }
}

/// What makes a password easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Weakness {
    /// On the list of those that many people use, or close to one of them.
    Common,
    /// The user's own name, this product's, or the site's.
    Context,
    /// A part of it again and again.
    Repeat,
    /// Letters or digits in their order.
    Sequence,
    /// Keys beside each other.
    Keyboard,
    /// A date or a year.
    Date,
    /// Names of people.
    Name,
    /// A word or two of a dictionary.
    Word,
    /// Nothing but few characters.
    Short,
}

impl Weakness {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Common,
        Self::Context,
        Self::Repeat,
        Self::Sequence,
        Self::Keyboard,
        Self::Date,
        Self::Name,
        Self::Word,
        Self::Short,
    ];

    /// The name used in JSON and in attributes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Context => "context",
            Self::Repeat => "repeat",
            Self::Sequence => "sequence",
            Self::Keyboard => "keyboard",
            Self::Date => "date",
            Self::Name => "name",
            Self::Word => "word",
            Self::Short => "short",
        }
    }
}

/// As the reason in a sentence.
impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Common => "it is like one that many people use",
            Self::Context => "it is made of your name or of the name of this site",
            Self::Repeat => "it repeats itself",
            Self::Sequence => "it has letters or digits in their order, as abc or 6543",
            Self::Keyboard => "its keys lie beside each other",
            Self::Date => "it is little more than a date or a year",
            Self::Name => "it is little more than people's names",
            Self::Word => "it is little more than a common word or two",
            Self::Short => "it is short",
        })
    }
}

/// What the worker that estimates says once it listens.
pub const READY: &str = "ready";

/// What a page asks the worker that estimates. The answer is an [`Estimate`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
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

    #[test]
    fn each_weakness_has_a_sentence_and_a_name_of_its_own() {
        let mut sentences = Weakness::ALL.map(|weakness| weakness.to_string());
        sentences.sort();
        assert!(sentences.windows(2).all(|pair| pair[0] != pair[1]));
        for weakness in Weakness::ALL {
            let json = serde_json::to_string(&weakness).unwrap();
            assert_eq!(json, format!("\"{}\"", weakness.name()));
        }
    }

    #[test]
    fn an_estimate_survives_the_wire() {
        let estimate =
            Estimate { score: 2, guesses_log10: 7.25, weakness: Some(Weakness::Keyboard) };
        let json = serde_json::to_string(&estimate).unwrap();
        assert_eq!(serde_json::from_str::<Estimate>(&json).unwrap(), estimate);
    }
}
