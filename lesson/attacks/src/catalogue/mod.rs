//! All attacks, a file for each family.

mod claims;
mod encoding;
mod keys;
mod session;
mod signature;

use crate::case::Case;

/// An attack on a login with tokens.
#[derive(Clone, Copy, Debug)]
pub struct Attack {
    /// Its number: `A6`.
    pub id: &'static str,
    /// What it is about.
    pub family: Family,
    /// How it is performed.
    pub how: How,
    /// What of it no page can do, or not fairly, and which tests do it instead.
    pub elsewhere: &'static [Elsewhere],
}

/// A part of an attack that tests perform, because a page cannot.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// Its name, under which the page has a text about it.
    pub what: &'static str,
    /// The tests: `path/to/file.rs::name`.
    pub tests: &'static [&'static str],
}

/// How an attack is performed.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// By requests with a forged token, each of which both verifiers get.
    Requests(&'static [Case]),
    /// By more than one request, or with more than a token.
    Panel(Panel),
}

/// What is more than one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Claims are encrypted to the server's public key, and nobody has signed them.
    Envelope,
    /// A refresh token is copied and used.
    Thief,
    /// A refresh token is made up.
    Seal,
    /// Another site sends a form.
    CrossSite,
    /// A script on the page looks for the token.
    Storage,
    /// Passwords are guessed.
    Guess,
}

/// What an attack is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// The signature and its algorithm.
    Signature,
    /// Which key the signature is checked with.
    Keys,
    /// How the token is written.
    Encoding,
    /// What the claims say.
    Claims,
    /// The session, and how the token travels.
    Session,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 5] = [
        Self::Signature,
        Self::Keys,
        Self::Encoding,
        Self::Claims,
        Self::Session,
    ];

    /// The name used in links and in tests.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Keys => "keys",
            Self::Encoding => "encoding",
            Self::Claims => "claims",
            Self::Session => "session",
        }
    }

    /// The attacks of this family, in their order.
    #[must_use]
    pub const fn attacks(self) -> &'static [Attack] {
        match self {
            Self::Signature => signature::ATTACKS,
            Self::Keys => keys::ATTACKS,
            Self::Encoding => encoding::ATTACKS,
            Self::Claims => claims::ATTACKS,
            Self::Session => session::ATTACKS,
        }
    }
}

impl Attack {
    const fn requests(id: &'static str, family: Family, cases: &'static [Case]) -> Self {
        Self::new(id, family, How::Requests(cases))
    }

    const fn panel(id: &'static str, family: Family, panel: Panel) -> Self {
        Self::new(id, family, How::Panel(panel))
    }

    const fn new(id: &'static str, family: Family, how: How) -> Self {
        Self {
            id,
            family,
            how,
            elsewhere: &[],
        }
    }

    const fn also(self, elsewhere: &'static [Elsewhere]) -> Self {
        Self { elsewhere, ..self }
    }

    /// The forgeries of this attack; none where it is performed in another way.
    #[must_use]
    pub const fn cases(&self) -> &'static [Case] {
        match self.how {
            How::Requests(cases) => cases,
            How::Panel(_) => &[],
        }
    }
}

/// All attacks, in the order of their numbers.
pub fn all() -> impl Iterator<Item = &'static Attack> {
    Family::ALL.into_iter().flat_map(Family::attacks)
}

/// The attack with this number.
#[must_use]
pub fn find(id: &str) -> Option<&'static Attack> {
    all().find(|attack| attack.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::HashSet, fs};

    #[test]
    fn the_attacks_are_numbered_from_1_to_44() {
        let numbers: Vec<_> = all().map(|attack| attack.id.to_owned()).collect();
        let wanted: Vec<_> = (1..=44).map(|number| format!("A{number}")).collect();
        assert_eq!(numbers, wanted);
        assert!(find("A6").is_some_and(|attack| attack.family == Family::Signature));
        assert!(find("A45").is_none());
    }

    #[test]
    fn the_cases_of_an_attack_have_names_of_their_own_and_one_fools_the_naive_verifier() {
        for attack in all() {
            let names: HashSet<_> = attack.cases().iter().map(|case| case.name).collect();
            assert_eq!(names.len(), attack.cases().len(), "{}", attack.id);
            if let How::Requests(cases) = attack.how {
                let fooled = cases.iter().any(|case| case.fools_naive);
                assert!(fooled, "{} shows nothing", attack.id);
            }
        }
    }

    #[test]
    fn the_tests_that_are_named_are_there() {
        let mut names = HashSet::new();
        for elsewhere in all().flat_map(|attack| attack.elsewhere) {
            assert!(names.insert(elsewhere.what), "{} twice", elsewhere.what);
            for test in elsewhere.tests {
                let (path, name) = test.split_once("::").expect("a file and a name");
                let file = format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
                let text = fs::read_to_string(&file).unwrap_or_default();
                assert!(text.contains(&format!("fn {name}(")), "there is no {test}");
            }
        }
        assert!(!names.is_empty());
    }
}
