//! Turns the texts of `locales/` into Rust: a struct with a field for each key, and its values in each
//! language. A key that is not used right does not compile, and a key that one language lacks stops the build.

use serde_json::{Map, Value};
use std::{collections::BTreeSet, env, error::Error, fmt::Write, fs, path::PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error>>;
type Object = Map<String, Value>;

/// In the order of `Locale`.
const LOCALES: [&str; 2] = ["en", "ko"];
/// The files, without their ending. Each is a constant of its own, so that what one page says alone can be
/// loaded with that page.
const NAMESPACES: [&str; 9] = [
    "common",
    "auth",
    "walkthrough",
    "learn",
    "account",
    "admin",
    "inspector",
    "lab",
    "when_not",
];

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let texts = LOCALES.map(read).into_iter().collect::<Result<Vec<_>>>()?;
    let (first, others) = texts.split_first().ok_or("there is no language")?;
    for other in others {
        compare("", first, other)?;
    }

    let mut code = String::new();
    for namespace in NAMESPACES {
        write_namespace(&mut code, namespace, &texts)?;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a build script where to write in no other way"
    )]
    let path = PathBuf::from(env::var("OUT_DIR")?).join("texts.rs");
    Ok(fs::write(path, code)?)
}

fn read(locale: &str) -> Result<Object> {
    let mut texts = Object::new();
    for namespace in NAMESPACES {
        let path = format!("locales/{locale}/{namespace}.json");
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let object = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        texts.insert(namespace.into(), Value::Object(object));
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

/// The texts of a file, and how to get at them.
fn write_namespace(code: &mut String, namespace: &str, texts: &[Object]) -> Result<()> {
    let name = nested("", namespace);
    let objects = texts
        .iter()
        .map(|texts| texts[namespace].as_object().ok_or("a file is an object"))
        .collect::<std::result::Result<Vec<_>, _>>()?;
    if let Some(object) = objects.first() {
        write_struct(code, &name, object)?;
    }
    let values = objects
        .iter()
        .map(|object| value(&name, object))
        .collect::<Result<Vec<_>>>()?
        .join(",\n");
    writeln!(
        code,
        "impl Locale {{ pub fn {namespace}(self) -> &'static {name} {{ \
         static TEXTS: [{name}; {}] = [{values}]; &TEXTS[self as usize] }} }}",
        objects.len()
    )?;
    Ok(())
}

fn write_struct(code: &mut String, name: &str, object: &Object) -> Result<()> {
    writeln!(code, "pub struct {name} {{")?;
    for (key, value) in object {
        let kind = match value {
            Value::Object(entries) if is_table(key) => {
                format!("Table<{}>", entry(name, key, entries))
            }
            Value::Object(_) => nested(name, key),
            Value::String(text) if gaps(text).is_empty() => "&'static str".into(),
            _ => "Template".into(),
        };
        writeln!(code, "    pub {key}: {kind},")?;
    }
    writeln!(code, "}}")?;
    for (key, value) in object {
        match value {
            Value::Object(entries) if is_table(key) => {
                if let Some(Value::Object(first)) = entries.values().next() {
                    write_struct(code, &nested(name, key), first)?;
                }
            }
            Value::Object(object) => write_struct(code, &nested(name, key), object)?,
            _ => {}
        }
    }
    Ok(())
}

/// What is looked up by a name that only a running page knows. All entries of a table are alike.
fn is_table(key: &str) -> bool {
    key.ends_with("_by_id")
}

/// The type of the entries of a table: a text, or a struct for all of them.
fn entry(name: &str, key: &str, entries: &Object) -> String {
    match entries.values().next() {
        Some(Value::Object(_)) => nested(name, key),
        _ => "&'static str".into(),
    }
}

fn value(name: &str, object: &Object) -> Result<String> {
    let mut code = format!("{name} {{");
    for (key, member) in object {
        match member {
            Value::Object(entries) if is_table(key) => {
                write!(code, "{key}: Table(&[")?;
                for (id, text) in entries {
                    match text {
                        Value::Object(object) => {
                            write!(code, "({id:?}, {}),", value(&nested(name, key), object)?)?;
                        }
                        // A text in JSON is one in Rust: no control character is in it.
                        text => write!(code, "({id:?}, {text}),")?,
                    }
                }
                write!(code, "]),")?;
            }
            Value::Object(object) => {
                write!(code, "{key}: {},", value(&nested(name, key), object)?)?;
            }
            Value::String(text) if gaps(text).is_empty() => write!(code, "{key}: {text:?},")?,
            Value::String(text) => write!(code, "{key}: Template({text:?}),")?,
            other => return Err(format!("{key} is {other}, not a text").into()),
        }
    }
    Ok(code + "}")
}

/// The struct of an object inside of another: `nav` in `Common` is `CommonNav`.
fn nested(outer: &str, key: &str) -> String {
    let words = key.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    });
    format!("{outer}{}", words.collect::<String>())
}

/// The names between double braces.
fn gaps(text: &str) -> BTreeSet<&str> {
    text.split("{{")
        .skip(1)
        .filter_map(|part| Some(part.split_once("}}")?.0.trim()))
        .collect()
}
