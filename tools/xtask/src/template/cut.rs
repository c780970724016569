//! The list in the README of what the template leaves out, applied to a copy.

use anyhow::{Context, Result, bail, ensure};
use std::{fs, path::Path, time::SystemTime};

/// The fence of the list in the README.
const FENCE: &str = "```text template";

/// A line of the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A folder (`lesson/`) or a file.
    Path(String),
    /// `file: text`: the lines of a file that contain this text. An attribute `#[cfg(feature = …)]` goes with the
    /// item that it is for.
    Lines { file: String, text: String },
}

/// The list in the README.
pub(super) fn listed_in(readme: &str) -> Result<Vec<Cut>> {
    let list = readme.split_once(FENCE).and_then(|(_, rest)| rest.split_once("```"));
    let (list, _) =
        list.with_context(|| format!("README.md has no list that begins with {FENCE}"))?;
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty());
    let cuts = lines.map(|line| match line.split_once(": ") {
        Some((file, text)) => Cut::Lines { file: file.to_owned(), text: text.to_owned() },
        None => Cut::Path(line.to_owned()),
    });
    Ok(cuts.collect())
}

impl Cut {
    /// Takes it out of a copy. A line of the list that finds nothing is an error: the code has changed since.
    pub(super) fn apply(&self, folder: &Path, listed_at: SystemTime) -> Result<()> {
        match self {
            Self::Path(path) => remove(&folder.join(path), path),
            Self::Lines { file, text } => {
                let path = folder.join(file);
                let old = fs::read_to_string(&path)
                    .with_context(|| format!("README.md names {file}, which cannot be read"))?;
                let new = without(&old, text);
                ensure!(
                    new != old,
                    "README.md wants lines with `{text}` taken out of {file}, which has none"
                );
                let modified = fs::metadata(&path)?.modified()?.max(listed_at);
                super::write_as_of(&path, new, modified)
            }
        }
    }
}

fn remove(path: &Path, listed: &str) -> Result<()> {
    if listed.ends_with('/') && path.is_dir() {
        fs::remove_dir_all(path)?;
    } else if !listed.ends_with('/') && path.is_file() {
        fs::remove_file(path)?;
    } else {
        bail!("README.md wants {listed} taken out, which is not there");
    }
    Ok(())
}

fn without(source: &str, text: &str) -> String {
    let takes_item = text.starts_with("#[cfg(feature");
    let mut kept = String::new();
    let mut rest = source;
    while let Some(line) = rest.split_inclusive('\n').next() {
        let is_cut = line.contains(text);
        if !is_cut {
            kept.push_str(line);
        }
        rest = &rest[if is_cut && takes_item { item(rest) } else { line.len() }..];
    }
    kept
}

/// How long an item is with its attributes, up to the end of its last line: it ends in `;` or `,`, or with the brace
/// that closes its body.
fn item(source: &str) -> usize {
    let mut depth = 0_i32;
    let end = source.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        let ends = matches!(c, ';' | ',' | '}') && depth == 0;
        // A field or an argument without a comma ends where what contains it does.
        (ends || depth < 0).then_some(if depth < 0 { at } else { at + 1 })
    });
    let end = end.unwrap_or(source.len());
    let rest = &source[end..];
    // What follows a brace, as in `};` or `},`, belongs to the item.
    let tail =
        rest.find('\n').filter(|at| rest[..*at].chars().all(|c| matches!(c, ';' | ',' | ')')));
    tail.map_or(end, |at| end + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_from_the_readme() {
        let readme = "# Text\n```sh\nx\n```\n```text template\nlesson/\nCargo.toml: \"lesson/\n\n```\nmore: text\n";
        let cuts = listed_in(readme).unwrap();
        let lines = Cut::Lines { file: "Cargo.toml".to_owned(), text: "\"lesson/".to_owned() };
        assert_eq!(cuts, [Cut::Path("lesson/".to_owned()), lines]);
        assert!(listed_in("# Text").is_err());
    }

    #[test]
    fn lines_go_alone_and_items_with_their_attributes() {
        let source = "use a;\n#[cfg(feature = \"lesson\")]\n#[path = \"b.rs\"]\nmod b;\nfn c() {\n    #[cfg(feature = \"lesson\")]\n    {\n        d();\n    }\n    #[cfg(feature = \"lesson\")]\n    e(|| {\n        f();\n    });\n    #[cfg(not(feature = \"lesson\"))]\n    g();\n}\n";
        let without_items = without(source, "#[cfg(feature = \"lesson\")]");
        let rest = without(&without_items, "#[cfg(not(feature");
        assert_eq!(rest, "use a;\nfn c() {\n    g();\n}\n");
    }

    #[test]
    fn a_line_of_the_list_that_finds_nothing_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join("a.toml"), "one\ntwo lesson\n").unwrap();
        let now = fs::metadata(folder.join("a.toml")).unwrap().modified().unwrap();
        let lines = |text: &str| Cut::Lines { file: "a.toml".to_owned(), text: text.to_owned() };
        lines("lesson").apply(folder, now).unwrap();
        assert_eq!(fs::read_to_string(folder.join("a.toml")).unwrap(), "one\n");
        let told = lines("lesson").apply(folder, now).unwrap_err().to_string();
        assert!(told.contains("a.toml, which has none"), "{told}");
        let told = Cut::Path("b/".to_owned()).apply(folder, now).unwrap_err().to_string();
        assert!(told.contains("b/ taken out"), "{told}");
    }
}
