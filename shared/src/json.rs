//! JSON read as strictly as a token deserves: no member twice, at no depth, and no number that is not
//! exactly the integer it says (RFC 7515 §4, RFC 8725 §2.4).
//!
//! `serde_json` reads the text; the visitor below, about a hundred lines, refuses repeated members. `serde_json`
//! itself keeps the last of two members, and a derived `Deserialize` sees repeated members only among its own fields,
//! not in an unknown or nested value.
//!
//! Strings without escapes are borrowed from the input, so that reading a token allocates little.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, fmt};

/// A JSON value in which every member name is unique.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    String(Cow<'a, str>),
    Integer(i64),
    Array(Vec<Json<'a>>),
    Object(StrictObject<'a>),
    /// `null`, a boolean, or a number that is no `i64`: no token of this server has one.
    Other,
}

/// The members of an object, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct StrictObject<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

/// Why bytes are not a strict JSON object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    /// Not UTF-8, not JSON, nested too deep, or something behind its end.
    Syntax,
    /// Valid JSON that is not an object.
    NotAnObject,
    /// A member name that stands twice in one object.
    Duplicate(String),
}

impl<'a> StrictObject<'a> {
    /// Reads a whole document. `serde_json` refuses nesting deeper than 128.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, JsonError> {
        match serde_json::from_slice(bytes) {
            Ok(Json::Object(object)) => Ok(object),
            Ok(_) => Err(JsonError::NotAnObject),
            Err(error) => Err(duplicate_named_in(&error.to_string())
                .map_or(JsonError::Syntax, |name| JsonError::Duplicate(name.into()))),
        }
    }

    /// The value of a member.
    pub(crate) fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    /// The first member that is none of these.
    pub(crate) fn other_than(&self, known: &[&str]) -> Option<&str> {
        self.0.iter().map(|(name, _)| &**name).find(|name| !known.contains(name))
    }
}

/// Marks our own error among those of `serde_json`, which has only text to tell them apart.
const DUPLICATE: &str = "duplicate member ";

fn duplicate_named_in(message: &str) -> Option<&str> {
    let (name, _) = message.strip_prefix(DUPLICATE)?.rsplit_once(" at line ")?;
    Some(name)
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(text.into())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(i64::try_from(number).map_or(Json::Other, Json::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut object = StrictObject::default();
        while let Some(Name(name)) = map.next_key()? {
            if object.get(&name).is_some() {
                return Err(A::Error::custom(format_args!("{DUPLICATE}{name}")));
            }
            object.0.push((name, map.next_value()?));
        }
        Ok(Json::Object(object))
    }
}

/// A member name, borrowed where it has no escapes (which `Cow` by itself would not be).
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(JsonVisitor)? {
            Json::String(name) => Ok(Self(name)),
            _ => Err(D::Error::custom("a member name is a string")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s05_a_member_twice_is_named_at_any_depth_and_behind_escapes() {
        for (text, name) in [
            (r#"{"alg":1,"alg":2}"#, "alg"),
            (r#"{"a":{"b":[{"c":1,"c":1}]}}"#, "c"),
            (r#"{"alg":1,"\u0061lg":2}"#, "alg"),
        ] {
            let error = StrictObject::parse(text.as_bytes()).unwrap_err();
            assert_eq!(error, JsonError::Duplicate(name.into()), "{text}");
        }
    }

    #[test]
    fn a28_what_is_not_one_strict_object_is_refused() {
        let deep = "[".repeat(10_000);
        let deep_object = r#"{"a":"#.repeat(10_000);
        for text in [
            "",
            "{",
            "{} {}",
            "{'a':1}",
            "{a:1}",
            "{\"a\":01}",
            "\u{feff}{}",
            "{\"a\":\"\u{1}\"}",
            "{\"a\":NaN}",
            r#"{"a":"\ud800"}"#,
            &deep,
            &deep_object,
        ] {
            assert_eq!(StrictObject::parse(text.as_bytes()), Err(JsonError::Syntax), "{text:.20}");
        }
        assert_eq!(StrictObject::parse(b"{\"a\":\"\xff\"}"), Err(JsonError::Syntax));
        for text in ["[]", "\"x\"", "1", "null"] {
            assert_eq!(StrictObject::parse(text.as_bytes()), Err(JsonError::NotAnObject), "{text}");
        }
    }

    #[test]
    fn a29_only_whole_numbers_of_64_bits_are_integers() {
        let object =
            StrictObject::parse(br#"{"a":1,"b":1.0,"c":1e3,"d":9223372036854775808,"e":-5}"#)
                .unwrap();
        assert_eq!(object.get("a"), Some(&Json::Integer(1)));
        assert_eq!(object.get("e"), Some(&Json::Integer(-5)));
        for name in ["b", "c", "d"] {
            assert_eq!(object.get(name), Some(&Json::Other), "{name}");
        }
    }
}
