//! JSON as a text that a user edits: what stands where, and where exactly it stops being JSON.
//!
//! The verifier has its own strict reader, which says yes or no; this one says where and why. A test holds the
//! two together.

mod pretty;
mod scan;
#[cfg(test)]
mod tests;

pub use pretty::{compact, pretty};
pub use scan::scan;

use std::{collections::HashSet, ops::Range};
use strum::{IntoStaticStr, VariantNames};

/// A value, with the place where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonValue {
    pub kind: JsonKind,
    /// In bytes.
    pub at: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonKind {
    Null,
    Bool(bool),
    /// A number, as it is written: nothing is lost by rounding.
    Number(String),
    /// A string without its escapes.
    String(String),
    Array(Vec<JsonValue>),
    /// Members in their order, some of them perhaps twice.
    Object(Vec<JsonMember>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonMember {
    /// Its name without escapes.
    pub name: String,
    /// Where the name stands, in bytes, with its quotation marks.
    pub name_at: Range<usize>,
    pub value: JsonValue,
}

/// The first fault in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonFault {
    pub kind: JsonFaultKind,
    /// In bytes. At the end of the text there is nothing left to point at, and the range is empty.
    pub at: Range<usize>,
}

/// The kind of a fault. Tests find a fault by the name of its variant in snake case.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum JsonFaultKind {
    Empty,
    UnexpectedEnd,
    ValueExpected,
    /// A member name in double quotation marks should stand here.
    NameExpected,
    /// `'` instead of `"`.
    SingleQuotes,
    ColonExpected,
    /// A comma, or the end of the object or list, should stand here.
    CommaExpected,
    /// A comma with nothing behind it.
    TrailingComma,
    /// A string that goes on to the end of its line or of the text.
    UnclosedString,
    /// A character in a string that has to be written as an escape.
    ControlCharacter,
    /// A backslash before something that it cannot escape.
    BadEscape,
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// A number that JSON does not write like this.
    BadNumber,
    /// A number larger than programs can count with.
    HugeNumber,
    Comment,
    /// Something behind the end of the value.
    TrailingText,
    NotAnObject,
    Duplicate(String),
    /// Nested deeper than the verifier reads.
    TooDeep,
}

impl JsonValue {
    pub fn members(&self) -> &[JsonMember] {
        match &self.kind {
            JsonKind::Object(members) => members,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Self] {
        match &self.kind {
            JsonKind::Array(items) => items,
            _ => &[],
        }
    }

    /// The first member of this name, if it is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let found = self.members().iter().find(|member| member.name == name);
        found.map(|member| &member.value)
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one and can be counted with. A fraction is cut off.
    pub fn number(&self) -> Option<i64> {
        match &self.kind {
            JsonKind::Number(digits) => digits.parse().ok().or_else(|| whole(digits.parse().ok()?)),
            _ => None,
        }
    }

    /// Calls `visit` for each member and each item at any depth, the outer ones first: with the member, if it is one,
    /// its value, and its path below `path`.
    pub fn walk<'v>(
        &'v self,
        path: &str,
        visit: &mut dyn FnMut(Option<&'v JsonMember>, &'v Self, &str),
    ) {
        for member in self.members() {
            let dot = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{dot}{}", member.name);
            visit(Some(member), &member.value, &path);
            member.value.walk(&path, visit);
        }
        for (index, item) in self.items().iter().enumerate() {
            let path = format!("{path}[{index}]");
            visit(None, item, &path);
            item.walk(&path, visit);
        }
    }

    /// The first member that stands twice, at any depth: its second occurrence.
    pub fn duplicate(&self) -> Option<&JsonMember> {
        let mut seen = HashSet::new();
        let twice = self.members().iter().find_map(|member| {
            let twice = !seen.insert(&member.name);
            twice.then_some(member).or_else(|| member.value.duplicate())
        });
        twice.or_else(|| self.items().iter().find_map(Self::duplicate))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and so far away no time is meant anyway"
)]
fn whole(number: f64) -> Option<i64> {
    number.is_finite().then_some(number as i64)
}

/// Line and column of a place in a text, both counted from 1, the column in characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}
