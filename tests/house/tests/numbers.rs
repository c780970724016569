//! The numbers in the names of tests and the lists in `docs` say the same.

use house::{
    files,
    numbers::{Entry, citations, listed},
};
use std::collections::BTreeSet;

const LISTS: [(char, &str); 2] = [('S', "docs/security.md"), ('A', "docs/attacks.md")];

fn entries() -> Vec<Entry> {
    let lists = LISTS.map(|(_, path)| listed(&files::read(path)));
    lists.concat()
}

#[test]
fn a_number_that_a_test_cites_is_listed() {
    let listed: BTreeSet<_> = entries().iter().map(|entry| entry.number).collect();
    let mut missing = Vec::new();
    for test in citations() {
        for number in test.numbers.iter().filter(|number| !listed.contains(number)) {
            missing.push(format!("{number}, cited by {}::{}", test.file, test.name));
        }
    }
    assert!(
        missing.is_empty(),
        "these numbers are in no list; add them to docs/security.md (S) or docs/attacks.md (A), or give the test another name:\n{}",
        missing.join("\n")
    );
}

/// Most attacks are cited by the one test that runs the lesson's catalogue; without the lesson they are a list
/// to read.
#[test]
fn a_number_that_is_listed_is_cited_by_a_test() {
    let cited: BTreeSet<_> = citations().into_iter().flat_map(|test| test.numbers).collect();
    let without: Vec<_> = entries()
        .iter()
        .map(|entry| entry.number)
        .filter(|number| files::has_lesson() || number.list == 'S')
        .filter(|number| !cited.contains(number))
        .map(|number| number.to_string())
        .collect();
    assert!(
        without.is_empty(),
        "no test cites {without:?}; name the test that proves it after the number, or take the entry out of docs"
    );
}

#[test]
fn the_tests_that_an_entry_names_exist_and_cite_it() {
    let citations = citations();
    let mut wrong = Vec::new();
    for entry in entries() {
        if entry.tests.is_empty() {
            wrong.push(format!("{}: names no test", entry.number));
        }
        for (file, name) in &entry.tests {
            // A template, which is this workspace without the lesson, has fewer tests.
            if !files::has_lesson() && !files::root().join(file).exists() {
                continue;
            }
            let found = citations.iter().find(|test| test.file == *file && test.name == *name);
            match found {
                Some(test) if test.numbers.contains(&entry.number) => {}
                Some(_) => wrong.push(format!("{}: {name} does not cite it", entry.number)),
                None => {
                    let moved = citations.iter().find(|test| test.name == *name);
                    let hint =
                        moved.map_or(String::new(), |test| format!("; it is in {}", test.file));
                    wrong.push(format!("{}: there is no test {file}::{name}{hint}", entry.number));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "docs and tests say different things:\n{}", wrong.join("\n"));
}

#[test]
fn each_list_has_its_own_numbers_once_and_in_order() {
    for (list, path) in LISTS {
        let numbers: Vec<_> = listed(&files::read(path)).iter().map(|entry| entry.number).collect();
        assert!(!numbers.is_empty(), "{path} lists nothing");
        assert!(
            numbers.iter().all(|number| number.list == list),
            "{path} lists numbers of the other list"
        );
        assert!(numbers.is_sorted_by(|a, b| a < b), "{path} is out of order or has a number twice");
    }
}
