//! Comments say which actor does something, and a name stands for one thing.

use house::{files, source};
use std::collections::BTreeMap;

/// Words in place of the client, the server, the attacker, the user or the operator.
const WORDS: [&str; 3] = ["whoever", "somebody", "nobody"];

/// Lines of comments that may have such a word.
const LIMIT: usize = 30;

#[test]
fn comments_name_the_actor() {
    let mut found = Vec::new();
    for file in files::rust_files("") {
        for (index, line) in files::read(&file).lines().enumerate() {
            let mut words = line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            let is_comment = line.trim_start().starts_with("//");
            if is_comment && words.any(|word| WORDS.contains(&&*word)) {
                found.push(format!("{file}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    let count = found.len();
    assert!(count <= LIMIT, "{count} comments do not name the actor:\n{}", found.join("\n"));
}

#[test]
fn a_type_has_a_name_that_at_most_one_other_type_has() {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files::rust_files("") {
        let tokens = source::tokens(&files::read(&file), true);
        for name in source::types(&tokens) {
            files.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    files.retain(|_, files| files.len() > 2);
    assert!(files.is_empty(), "three or more types have the same name: {files:#?}");
}
