//! All attacks, a file for each family.

mod attack;
mod claims;
mod encoding;
mod keys;
mod session;
mod signature;

pub use attack::{Attack, Elsewhere, Family, How, Panel};

impl Family {
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

/// All attacks, in the order of their numbers.
pub fn all() -> impl Iterator<Item = &'static Attack> {
    Family::ALL.into_iter().flat_map(Family::attacks)
}

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
