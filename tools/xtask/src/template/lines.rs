//! Counting lines of code.

use anyhow::Result;
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// Folders and files that are for tests alone.
const FOR_TESTS: [&str; 3] = ["tests", "benches", "tests.rs"];

/// The lines of Rust in a folder that are not blank and are not compiled for tests alone.
pub(super) fn of_code(folder: &Path) -> Result<usize> {
    let is_for_tests = |entry: &DirEntry| FOR_TESTS.iter().any(|name| entry.file_name() == *name);
    let mut sum = 0;
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| !is_for_tests(entry)) {
        let path = entry?.into_path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            sum += count(&super::read(&path)?);
        }
    }
    Ok(sum)
}

/// As `cargo fmt` writes it, an item ends at the brace below its attribute, or at a semicolon in its first line.
fn count(source: &str) -> usize {
    let mut lines = source.lines();
    let mut count = 0;
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            count += usize::from(!line.trim().is_empty());
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let end = format!("{}}}", &line[..indent]);
        let mut item = lines.by_ref().skip_while(|line| line.trim_start().starts_with('#'));
        let is_short = item.next().is_none_or(|first| first.ends_with(';') || first.ends_with('}'));
        if !is_short {
            let _last = item.find(|line| *line == end);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_tests_do_not_count() {
        let source = "//! About.\n\nuse a;\n#[cfg(test)]\nuse b;\n\nfn c() {}\n\n#[cfg(test)]\n#[expect(x)]\nmod tests {\n    fn d() {\n    }\n}\nfn e() {}\n";
        assert_eq!(count(source), 4);
    }
}
