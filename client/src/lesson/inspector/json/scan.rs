//! Reading JSON character by character (RFC 8259), so that a fault has a place.

use super::{JsonFault, JsonFaultKind, JsonKind, JsonMember, JsonValue};
use std::ops::Range;

/// As deep as `serde_json` goes, and so the verifier.
const MAX_DEPTH: usize = 127;

/// Reads a text that should be one JSON object. What could be read in spite of a fault comes along with it:
/// a member that stands twice does not hide the others.
pub fn scan(text: &str) -> (Option<JsonValue>, Option<JsonFault>) {
    let mut scanner = Scanner { text, at: 0, depth: 0 };
    let value = match scanner.document() {
        Ok(value) => value,
        Err(fault) => return (None, Some(fault)),
    };
    let fault = if matches!(value.kind, JsonKind::Object(_)) {
        value.duplicate().map(|member| JsonFault {
            kind: JsonFaultKind::Duplicate(member.name.clone()),
            at: member.name_at.clone(),
        })
    } else {
        Some(JsonFault { kind: JsonFaultKind::NotAnObject, at: value.at.clone() })
    };
    (Some(value), fault)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

type Scan<T> = Result<T, JsonFault>;

impl Scanner<'_> {
    fn document(&mut self) -> Scan<JsonValue> {
        self.skip_space();
        if self.peek().is_none() {
            return Err(fault(JsonFaultKind::Empty, 0..self.text.len()));
        }
        let value = self.value()?;
        self.skip_space();
        match self.peek() {
            None => Ok(value),
            Some('/') => Err(self.here(JsonFaultKind::Comment)),
            Some(_) => Err(fault(JsonFaultKind::TrailingText, self.at..self.text.len())),
        }
    }

    fn value(&mut self) -> Scan<JsonValue> {
        let start = self.at;
        let kind = match self.peek() {
            Some('{') => self.nested(Self::object)?,
            Some('[') => self.nested(Self::array)?,
            Some('"') => JsonKind::String(self.string()?),
            Some('-' | '0'..='9') => JsonKind::Number(self.number()?),
            Some(letter) if letter.is_alphabetic() => self.word()?,
            _ => return Err(self.unexpected(JsonFaultKind::ValueExpected)),
        };
        Ok(JsonValue { kind, at: start..self.at })
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Scan<JsonKind>) -> Scan<JsonKind> {
        if self.depth == MAX_DEPTH {
            return Err(self.here(JsonFaultKind::TooDeep));
        }
        self.depth += 1;
        self.step();
        self.skip_space();
        let kind = inner(self);
        self.depth -= 1;
        kind
    }

    fn object(&mut self) -> Scan<JsonKind> {
        let mut members = Vec::new();
        if self.take('}') {
            return Ok(JsonKind::Object(members));
        }
        loop {
            let start = self.at;
            if self.peek() != Some('"') {
                return Err(self.unexpected(JsonFaultKind::NameExpected));
            }
            let name = self.string()?;
            let name_at = start..self.at;
            self.skip_space();
            if !self.take(':') {
                return Err(self.unexpected(JsonFaultKind::ColonExpected));
            }
            self.skip_space();
            let value = self.value()?;
            members.push(JsonMember { name, name_at, value });
            if self.ends('}')? {
                return Ok(JsonKind::Object(members));
            }
        }
    }

    fn array(&mut self) -> Scan<JsonKind> {
        let mut items = Vec::new();
        if self.take(']') {
            return Ok(JsonKind::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(']')? {
                return Ok(JsonKind::Array(items));
            }
        }
    }

    /// Whether the object or list ends here; if not, there was a comma and something follows it.
    fn ends(&mut self, end: char) -> Scan<bool> {
        self.skip_space();
        if self.take(end) {
            return Ok(true);
        }
        let comma = self.at;
        if !self.take(',') {
            return Err(self.unexpected(JsonFaultKind::CommaExpected));
        }
        self.skip_space();
        if self.peek() == Some(end) {
            return Err(fault(JsonFaultKind::TrailingComma, comma..comma + 1));
        }
        Ok(false)
    }

    fn string(&mut self) -> Scan<String> {
        let start = self.at;
        self.step();
        let mut text = String::new();
        loop {
            match self.peek() {
                None | Some('\n') => {
                    return Err(fault(JsonFaultKind::UnclosedString, start..self.at));
                }
                Some('"') => {
                    self.step();
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape()?),
                Some(letter) if letter < ' ' => {
                    return Err(self.here(JsonFaultKind::ControlCharacter));
                }
                Some(letter) => {
                    text.push(letter);
                    self.step();
                }
            }
        }
    }

    fn escape(&mut self) -> Scan<char> {
        let start = self.at;
        self.step();
        let letter = match self.peek() {
            None => return Err(self.here(JsonFaultKind::UnexpectedEnd)),
            Some(letter @ ('"' | '\\' | '/')) => letter,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.unicode(start),
            Some(other) => {
                return Err(fault(JsonFaultKind::BadEscape, start..self.at + other.len_utf8()));
            }
        };
        self.step();
        Ok(letter)
    }

    /// `\u` and four digits, and a second such for what lies beyond the first 65 536 characters.
    fn unicode(&mut self, start: usize) -> Scan<char> {
        let first = self.four_digits(start)?;
        let end = self.at;
        let mut units = vec![first];
        if (0xD800..0xDC00).contains(&first) && self.take('\\') && self.peek() == Some('u') {
            units.push(self.four_digits(end)?);
        }
        match char::decode_utf16(units).next() {
            Some(Ok(letter)) => Ok(letter),
            _ => Err(fault(JsonFaultKind::LoneSurrogate, start..end)),
        }
    }

    fn four_digits(&mut self, start: usize) -> Scan<u16> {
        self.step();
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        // `from_str_radix` would read a sign as well.
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u16::from_str_radix(digits, 16).ok().filter(|_| is_hex);
        let number = number.ok_or_else(|| fault(JsonFaultKind::BadEscape, start..self.at))?;
        self.at += 4;
        Ok(number)
    }

    /// `12abc` is one bad number, not a number and something behind it.
    fn number(&mut self) -> Scan<String> {
        let rest = &self.text[self.at..];
        let is_of_number = |(at, letter): (usize, char)| match letter {
            '+' | '-' => at == 0 || rest[..at].ends_with(['e', 'E']),
            _ => is_of_word(letter),
        };
        let end = rest.char_indices().find(|&place| !is_of_number(place));
        let at = self.at..self.at + end.map_or(rest.len(), |(end, _)| end);
        let digits = &self.text[at.clone()];
        match serde_json::from_str::<f64>(digits) {
            Ok(_) => {
                self.at = at.end;
                Ok(digits.to_owned())
            }
            Err(error) if error.to_string().starts_with("number out of range") => {
                Err(fault(JsonFaultKind::HugeNumber, at))
            }
            Err(_) => Err(fault(JsonFaultKind::BadNumber, at)),
        }
    }

    fn word(&mut self) -> Scan<JsonKind> {
        let at = self.at..self.word_end();
        let kind = match &self.text[at.clone()] {
            "null" => JsonKind::Null,
            "true" => JsonKind::Bool(true),
            "false" => JsonKind::Bool(false),
            _ => return Err(fault(JsonFaultKind::ValueExpected, at)),
        };
        self.at = at.end;
        Ok(kind)
    }

    /// The end of the word that begins here: what a marker should cover.
    fn word_end(&self) -> usize {
        let rest = &self.text[self.at..];
        self.at + rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len())
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.step();
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.step();
        }
        found
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn step(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn here(&self, kind: JsonFaultKind) -> JsonFault {
        fault(kind, self.at..self.at + self.peek().map_or(0, char::len_utf8))
    }

    /// The fault at this place: `kind`, or a more precise one.
    fn unexpected(&self, kind: JsonFaultKind) -> JsonFault {
        match (self.peek(), kind) {
            (None, _) => self.here(JsonFaultKind::UnexpectedEnd),
            (Some('/'), _) => self.here(JsonFaultKind::Comment),
            (Some('\''), JsonFaultKind::ValueExpected | JsonFaultKind::NameExpected) => {
                self.here(JsonFaultKind::SingleQuotes)
            }
            (_, JsonFaultKind::NameExpected) => {
                fault(JsonFaultKind::NameExpected, self.at..self.word_end())
            }
            (_, kind) => self.here(kind),
        }
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.')
}

fn fault(kind: JsonFaultKind, at: Range<usize>) -> JsonFault {
    JsonFault { kind, at }
}
