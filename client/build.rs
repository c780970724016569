//! Turns the texts of `locales/` into Rust: a static for each key, with its words in each language. A key that is
//! misspelt does not compile, and a key that one language lacks stops the build. For a release it also passes the
//! flags with which the client can be split.
//!
//! Each text is a static of its own, so that `split` puts it into the part that uses it. That, and no code for plurals
//! or formats in the first load, is the reason not to take `leptos_i18n`, whose size was not measured.

use serde_json::{Map, Value};
use std::{collections::BTreeSet, env, error::Error, fmt::Write, fs, path::PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;
type Texts = Map<String, Value>;

/// In the order of `Locale`.
const LOCALES: [&str; 2] = ["en", "ko"];
/// Has a folder for each language, and in it a file for each module of texts.
const LOGIN: &str = "locales";
/// The same for the lesson, whose texts are built with the feature `lesson`.
const LESSON: &str = "locales/lesson";

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let texts = LOCALES.map(read).into_iter().collect::<Result<Vec<_>>>()?;
    let mut code = String::new();
    write_module(&mut code, "", &texts.iter().collect::<Vec<_>>())?;
    fs::write(PathBuf::from(variable("OUT_DIR")?).join("texts.rs"), code)?;

    println!("cargo::rustc-check-cfg=cfg(split)");
    if variable("PROFILE")? == "release" && variable("CARGO_CFG_TARGET_FAMILY")? == "wasm" {
        println!("cargo::rustc-cfg=split");
        // From the relocations `split` learns which function refers to which.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo passes settings to a build script in no other way"
)]
fn variable(name: &str) -> Result<String> {
    Ok(env::var(name)?)
}

fn read(locale: &str) -> Result<Texts> {
    let lesson = variable("CARGO_FEATURE_LESSON").ok().map(|_| LESSON);
    let mut texts = Texts::new();
    for folder in [LOGIN].into_iter().chain(lesson) {
        let folder = format!("{folder}/{locale}");
        for file in fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))? {
            let path = file?.path();
            let name = path.file_stem().and_then(|name| name.to_str());
            let name = name.ok_or("a file of texts has no name")?;
            let module: Texts = serde_json::from_str(&fs::read_to_string(&path)?)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            texts.insert(name.into(), module.into());
        }
    }
    Ok(texts)
}

/// Writes a module for each object in `languages` and a static for each text. All languages have the same keys, and
/// each text has the same gaps in all of them; `path` names the keys in the errors.
fn write_module(code: &mut String, path: &str, languages: &[&Texts]) -> Result<()> {
    for key in same(path, languages.iter().map(|texts| texts.keys().cloned().collect()))? {
        let path = format!("{path}{key}.");
        let values = || languages.iter().map(|texts| &texts[&key]);
        let texts: Option<Vec<_>> = values().map(Value::as_str).collect();
        let objects: Option<Vec<_>> = values().map(Value::as_object).collect();
        match (texts, objects) {
            (Some(texts), _) => {
                let gaps = same(&path, texts.iter().map(|text| gaps(text)))?;
                let (kind, write): (_, fn(&&str) -> String) = if gaps.is_empty() {
                    ("&str", |text| format!("{text:?}"))
                } else {
                    ("Template", |text| format!("Template(&{:?})", pieces(text)))
                };
                write_static(code, &key, kind, texts.iter().map(write))?;
            }
            (None, Some(objects)) if is_table(&key) => write_table(code, &path, &key, &objects)?,
            (None, Some(objects)) => {
                writeln!(code, "pub mod {key} {{ use super::{{Table, Template}};")?;
                write_module(code, &path, &objects)?;
                writeln!(code, "}}")?;
            }
            (None, None) => return Err(format!("{path} is not a text in every language").into()),
        }
    }
    Ok(())
}

/// The names that every language has at `path`. It is an error when they differ.
fn same(
    path: &str,
    mut languages: impl Iterator<Item = BTreeSet<String>>,
) -> Result<BTreeSet<String>> {
    let first = languages.next().ok_or("there is no language")?;
    for other in languages {
        if let Some(name) = first.symmetric_difference(&other).next() {
            return Err(format!("{path}{name} is not in every language").into());
        }
    }
    Ok(first)
}

fn write_static(
    code: &mut String,
    key: &str,
    kind: &str,
    words: impl Iterator<Item = String>,
) -> Result<()> {
    let (count, words) = (LOCALES.len(), words.collect::<Vec<_>>().join(", "));
    Ok(writeln!(code, "pub static {key}: [{kind}; {count}] = [{words}];")?)
}

/// Whether a running page looks up an entry by its name. All entries of a table have the same members.
fn is_table(key: &str) -> bool {
    key.ends_with("_by_id")
}

fn write_table(code: &mut String, path: &str, key: &str, languages: &[&Texts]) -> Result<()> {
    same(path, languages.iter().map(|entries| names_in(entries)))?;
    let kind = match languages[0].values().next() {
        Some(Value::Object(members)) => {
            let kind = pascal_case(key);
            let members: Vec<_> = members.keys().map(String::as_str).collect();
            let members = members.join(": &'static str, pub ");
            writeln!(code, "#[derive(Debug)] pub struct {kind} {{ pub {members}: &'static str }}")?;
            kind
        }
        _ => "&str".into(),
    };
    let table = |entries: &&Texts| {
        let entries =
            entries.iter().map(|(id, entry)| format!("({id:?}, {})", entry_of(&kind, entry)));
        format!("Table(&[{}])", entries.collect::<Vec<_>>().join(", "))
    };
    write_static(code, key, &format!("Table<{kind}>"), languages.iter().map(table))
}

/// The names of the entries of a table, and those of their members.
fn names_in(entries: &Texts) -> BTreeSet<String> {
    let members = entries.iter().flat_map(|(id, entry)| {
        let members = entry.as_object().into_iter().flat_map(Texts::keys);
        members.map(move |member| format!("{id}.{member}"))
    });
    members.chain(entries.keys().cloned()).collect()
}

/// An entry as Rust. A text in JSON is one in Rust, as long as it has no control characters.
fn entry_of(kind: &str, entry: &Value) -> String {
    let Some(members) = entry.as_object() else {
        return entry.to_string();
    };
    let members: Vec<_> = members.iter().map(|(key, text)| format!("{key}: {text}")).collect();
    format!("{kind} {{ {} }}", members.join(", "))
}

/// `attack_by_id` is `AttackById`.
fn pascal_case(key: &str) -> String {
    key.split('_')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_uppercase() + rest
        })
        .collect()
}

/// Takes `before {{ gap }} after` apart: words and the names of gaps in turn, beginning with words.
fn pieces(text: &str) -> Vec<&str> {
    let pieces = text.split("{{").flat_map(|part| part.split("}}")).enumerate();
    pieces.map(|(at, piece)| if at % 2 == 0 { piece } else { piece.trim() }).collect()
}

fn gaps(text: &str) -> BTreeSet<String> {
    pieces(text).into_iter().skip(1).step_by(2).map(str::to_owned).collect()
}
