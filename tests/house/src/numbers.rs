//! Numbers of requirements (S7) and attacks (A12): where they are listed, and which tests cite them.

use crate::{
    files,
    source::{self, Token},
};
use std::fmt;

/// `S7` or `A12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    pub list: char,
    /// Counted from 1.
    pub index: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.list, self.index)
    }
}

/// A test whose name begins with numbers.
#[derive(Clone, Debug)]
pub struct Citation {
    /// From the root.
    pub file: String,
    pub name: String,
    pub numbers: Vec<Number>,
}

/// An entry of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    pub number: Number,
    /// The tests that prove it: file and name.
    pub tests: Vec<(String, String)>,
}

/// All tests of the workspace that cite a number.
pub fn citations() -> Vec<Citation> {
    let mut found = Vec::new();
    for file in files::rust_files("") {
        for name in test_names(&source::tokens(&files::read(&file), true)) {
            let (file, name, numbers) = (file.clone(), name.to_owned(), cited(name));
            found.push(Citation { file, name, numbers });
        }
    }
    found.retain(|test| !test.numbers.is_empty());
    found
}

/// The entries of a list in `docs`: `- **S7** …`, with the tests as code that contains `.rs::`.
pub fn listed(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines() {
        if let Some(number) =
            line.strip_prefix("- **").and_then(|rest| number(rest.split_once("**")?.0))
        {
            entries.push(Entry { number, tests: Vec::new() });
        } else if line.starts_with('#') {
            continue;
        }
        let Some(entry) = entries.last_mut() else {
            continue;
        };
        let code = line.split('`').skip(1).step_by(2);
        entry.tests.extend(code.filter_map(|code| {
            let (file, name) = code.split_once(".rs::")?;
            Some((format!("{file}.rs"), name.to_owned()))
        }));
    }
    entries
}

/// The numbers at the beginning of a test's name: `s01_a11_to_a19_what_happens`.
pub fn cited(name: &str) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let mut words = name.split('_').peekable();
    while let Some(word) = words.next() {
        if let Some(number) = number(word) {
            numbers.push(number);
        } else if word == "to"
            && let Some(first) = numbers.last().copied()
            && let Some(last) = words.peek().and_then(|word| number(word))
        {
            // The last one is the next word.
            numbers.extend((first.index + 1..last.index).map(|index| Number { index, ..first }));
        } else {
            break;
        }
    }
    numbers
}

fn number(word: &str) -> Option<Number> {
    let list = word.chars().next()?.to_ascii_uppercase();
    let digits = word.get(1..)?;
    let is_number = matches!(list, 'S' | 'A') && digits.chars().all(|c| c.is_ascii_digit());
    let index = digits.parse().ok().filter(|_| is_number)?;
    Some(Number { list, index })
}

/// The names of the functions with an attribute such as `#[test]` or `#[tokio::test(…)]`.
fn test_names(tokens: &[Token]) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_test = false;
    for pair in tokens.windows(2) {
        match [&*pair[0].text, &*pair[1].text] {
            ["test", "]" | "("] => is_test = true,
            ["fn", name] if is_test => names.push(name),
            [";" | "{" | "}", _] => is_test = false,
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(name: &str) -> String {
        cited(name).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_stand_at_the_beginning_of_a_name() {
        assert_eq!(joined("s07_a32_audience_is_required"), "S7 A32");
        assert_eq!(joined("a11_to_a14_s02_choosing_the_key"), "A11 A12 A13 A14 S2");
        assert_eq!(joined("a_session_ends"), "");
        assert_eq!(joined("sessions_end_s38"), "");
    }

    #[test]
    fn only_tests_cite() {
        let code = "fn s01_helper() {}\n#[tokio::test]\nasync fn s02_test() {}\n#[test]\nfn s03_test() {}\n#[cfg(test)]\nfn s04_helper() {}";
        assert_eq!(test_names(&source::tokens(code, true)), ["s02_test", "s03_test"]);
    }

    #[test]
    fn an_entry_has_a_number_and_the_tests_up_to_the_next() {
        let text = "# List\n- **S1** One. `a/b.rs::s01_x`\n  `not::this`, `c.rs::s01_y`\n\n## More\n- **S2** Two.\n";
        let entries = listed(text);
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].tests.len(), 2);
        assert_eq!(entries[0].tests[1], ("c.rs".to_owned(), "s01_y".to_owned()));
        assert!(entries[1].tests.is_empty());
    }
}
