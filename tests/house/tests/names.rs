//! What the documents name is there.

use house::files;

const DOCUMENTS: [&str; 10] = [
    "README.md",
    "README.ko.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "docs/attacks.md",
    "docs/running.md",
    "docs/running.ko.md",
    "docs/security.md",
    "docs/your-app.md",
    "tests/interop/README.md",
];

/// Folders at the root, with which a path begins.
const FOLDERS: [&str; 8] =
    ["client/", "docs/", "lesson/", "server/", "shared/", "strength/", "tests/", "tools/"];

/// What an app adds, in the page that tells how.
const OF_AN_APP: (&str, &str) = ("docs/your-app.md", "notes.");

/// A template, which is this workspace without the lesson, keeps documents that tell of it.
#[test]
fn every_file_that_a_document_names_is_there() {
    if !files::has_lesson() {
        return;
    }
    let sources = files::rust_files("");
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let text = without_blocks(&files::read(document));
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links(&text) {
            if !files::root().join(folder).join(link).exists() {
                wrong.push(format!("{document} links to {link}"));
            }
        }
        for name in text.split('`').skip(1).step_by(2) {
            let of_app = document == OF_AN_APP.0 && name.contains(OF_AN_APP.1);
            if !of_app && !is_there(name, &sources) {
                wrong.push(format!("{document} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "what is not there:\n{}", wrong.join("\n"));
}

/// Whether a piece of code is no path, or that of something; a source may be named by the end of its path.
fn is_there(name: &str, sources: &[String]) -> bool {
    let path = name.split_once("::").map_or(name, |(path, _)| path);
    let is_word = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    let is_path = path.chars().all(is_word);
    if is_path && FOLDERS.iter().any(|folder| path.starts_with(folder)) {
        return files::root().join(path).exists();
    }
    let is_end = |source: &String| {
        let before = source.strip_suffix(path);
        before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    let Some((_, "rs")) = path.rsplit_once('.') else {
        return true;
    };
    !is_path || sources.iter().any(is_end)
}

/// Links to files, without the place within the file.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .map(|target| target.split('#').next().unwrap_or_default())
        .filter(|target| !target.is_empty() && !target.contains(':'))
}

/// Code that is set apart is for a shell or another program.
fn without_blocks(text: &str) -> String {
    let parts = text.split("```").step_by(2);
    parts.collect()
}
