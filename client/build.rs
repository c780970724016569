//! Turns the texts of `locales/` into Rust: a static for each key, with its words in each language. A key that is
//! not used right does not compile, and a key that one language lacks stops the build. And makes the build for
//! release one that can be split.
//!
//! Each text is a static of its own, so that `split` puts it into the part that uses it. That, and no code for plurals
//! or formats in the first load, is the reason not to take `leptos_i18n`, whose size was not measured.

use serde_json::{Map, Value};
use std::{collections::BTreeSet, env, error::Error, fmt::Write, fs, path::PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;
type Object = Map<String, Value>;

/// In the order of `Locale`.
const LOCALES: [&str; 2] = ["en", "ko"];
/// The folder of the login's texts, in which each language has a folder. Each file in that is a module.
const LOGIN: &str = "locales";
/// The same of the lesson, which is in a build with the feature of that name.
const LESSON: &str = "locales/lesson";

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let texts = LOCALES.map(read).into_iter().collect::<Result<Vec<_>>>()?;
    let (first, others) = texts.split_first().ok_or("there is no language")?;
    for other in others {
        compare("", first, other)?;
    }

    let mut code = String::new();
    write_module(&mut code, &texts.iter().collect::<Vec<_>>())?;
    let path = PathBuf::from(told("OUT_DIR")?).join("texts.rs");
    fs::write(path, code)?;

    println!("cargo::rustc-check-cfg=cfg(split)");
    if told("PROFILE")? == "release" && told("CARGO_CFG_TARGET_FAMILY")? == "wasm" {
        println!("cargo::rustc-cfg=split");
        // The crate `split` has to know what refers to what.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script things in no other way")]
fn told(name: &str) -> Result<String> {
    Ok(env::var(name)?)
}

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script things in no other way")]
fn is_set(name: &str) -> bool {
    env::var_os(name).is_some()
}

fn read(locale: &str) -> Result<Object> {
    let lesson = is_set("CARGO_FEATURE_LESSON").then_some(LESSON);
    let mut texts = Object::new();
    for folder in [LOGIN].into_iter().chain(lesson) {
        let folder = format!("{folder}/{locale}");
        for file in fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))? {
            let path = file?.path();
            let name = path.file_stem().and_then(|name| name.to_str());
            let name = name.ok_or("the name of a file is that of a module")?;
            let text = fs::read_to_string(&path)?;
            let object = serde_json::from_str(&text)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            texts.insert(name.into(), Value::Object(object));
        }
    }
    Ok(texts)
}

/// Both languages have the same keys, and in each text the same places to fill in.
fn compare(path: &str, one: &Object, other: &Object) -> Result<()> {
    let keys = |object: &Object| object.keys().cloned().collect::<BTreeSet<_>>();
    if let Some(key) = keys(one).symmetric_difference(&keys(other)).next() {
        return Err(format!("{path}{key} is not in every language").into());
    }
    for (key, value) in one {
        let path = format!("{path}{key}");
        match (value, &other[key]) {
            (Value::Object(one), Value::Object(other)) => compare(&format!("{path}."), one, other)?,
            (Value::String(one), Value::String(other)) if gaps(one) == gaps(other) => {}
            (Value::String(_), Value::String(_)) => {
                return Err(format!("{path} has different places to fill in").into());
            }
            _ => return Err(format!("{path} is not a text in every language").into()),
        }
    }
    Ok(())
}

/// A module for each object in the files and a static for each text, with its words in each language. So a text
/// that no code uses is left out of the program, and one that a single part of it uses is loaded with that part.
fn write_module(code: &mut String, objects: &[&Object]) -> Result<()> {
    let Some(first) = objects.first() else {
        return Ok(());
    };
    for (key, value) in *first {
        let values: Vec<_> = objects.iter().map(|object| &object[key]).collect();
        match value {
            Value::Object(entries) if is_table(key) => {
                write_table(code, key, entries, &values)?;
            }
            Value::Object(_) => {
                writeln!(code, "pub mod {key} {{ use super::{{Piece, Table, Template}};")?;
                let inner: Vec<_> = values.iter().filter_map(|value| value.as_object()).collect();
                write_module(code, &inner)?;
                writeln!(code, "}}")?;
            }
            Value::String(text) if gaps(text).is_empty() => {
                write_static(code, key, "&str", &values, |text| Ok(text.to_string()))?;
            }
            Value::String(_) => {
                write_static(code, key, "Template", &values, |text| {
                    let pieces = pieces(text.as_str().unwrap_or_default());
                    Ok(format!("Template(&[{pieces}])"))
                })?;
            }
            other => return Err(format!("{key} is {other}, not a text").into()),
        }
    }
    Ok(())
}

fn write_static(
    code: &mut String,
    key: &str,
    kind: &str,
    values: &[&Value],
    write: impl Fn(&Value) -> Result<String>,
) -> Result<()> {
    let words = values.iter().map(|value| write(value)).collect::<Result<Vec<_>>>()?;
    let (count, words) = (words.len(), words.join(", "));
    Ok(writeln!(code, "pub static {key}: [{kind}; {count}] = [{words}];")?)
}

/// What is looked up by a name that only a running page knows. All entries of a table are alike.
fn is_table(key: &str) -> bool {
    key.ends_with("_by_id")
}

fn write_table(code: &mut String, key: &str, entries: &Object, values: &[&Value]) -> Result<()> {
    let kind = match entries.values().next() {
        Some(Value::Object(members)) => {
            let kind = pascal_case(key);
            let members: Vec<_> = members.keys().map(String::as_str).collect();
            let members = members.join(": &'static str, pub ");
            writeln!(code, "#[derive(Debug)] pub struct {kind} {{ pub {members}: &'static str }}")?;
            kind
        }
        _ => "&str".into(),
    };
    write_static(code, key, &format!("Table<{kind}>"), values, |value| {
        let mut table = String::from("Table(&[");
        for (id, entry) in value.as_object().ok_or("a table is an object")? {
            write!(table, "({id:?}, {}), ", entry_of(&kind, entry)?)?;
        }
        Ok(table + "])")
    })
}

fn entry_of(kind: &str, entry: &Value) -> Result<String> {
    match entry {
        Value::Object(members) => {
            let members: Vec<_> =
                members.iter().map(|(key, text)| format!("{key}: {text}")).collect();
            Ok(format!("{kind} {{ {} }}", members.join(", ")))
        }
        // A text in JSON is one in Rust: no control character is in it.
        Value::String(_) => Ok(entry.to_string()),
        other => Err(format!("{other} in a table is not a text").into()),
    }
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

/// A text with gaps, taken apart here so that the program need not do it.
fn pieces(text: &str) -> String {
    let mut parts = text.split("{{");
    let first = parts.next().into_iter().map(|text| ("", text));
    let gaps = parts.filter_map(|part| part.split_once("}}"));
    let pieces = first
        .chain(gaps)
        .flat_map(|(gap, text)| [("Gap", gap.trim()), ("Text", text)])
        .filter(|(_, words)| !words.is_empty())
        .map(|(kind, words)| format!("Piece::{kind}({words:?})"));
    pieces.collect::<Vec<_>>().join(", ")
}

/// The names between double braces.
fn gaps(text: &str) -> BTreeSet<&str> {
    text.split("{{").skip(1).filter_map(|part| Some(part.split_once("}}")?.0.trim())).collect()
}
