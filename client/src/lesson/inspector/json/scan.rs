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
            why: JsonFaultKind::Duplicate(member.name.clone()),
            at: member.name_at.clone(),
        })
    } else {
        Some(JsonFault { why: JsonFaultKind::NotAnObject, at: value.at.clone() })
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
            None => return Err(self.here(JsonFaultKind::UnexpectedEnd)),
            Some('{') => self.nested(Self::object)?,
            Some('[') => self.nested(Self::array)?,
            Some('"') => JsonKind::String(self.string()?),
            Some('-' | '0'..='9') => JsonKind::Number(self.number()?),
            Some('\'') => return Err(self.here(JsonFaultKind::SingleQuotes)),
            Some('/') => return Err(self.here(JsonFaultKind::Comment)),
            Some(letter) if letter.is_alphabetic() => self.word()?,
            Some(_) => return Err(self.here(JsonFaultKind::ValueExpected)),
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
            match self.peek() {
                Some('"') => {}
                None => return Err(self.here(JsonFaultKind::UnexpectedEnd)),
                Some('\'') => return Err(self.here(JsonFaultKind::SingleQuotes)),
                Some('/') => return Err(self.here(JsonFaultKind::Comment)),
                Some(_) => return Err(fault(JsonFaultKind::NameExpected, start..self.word_end())),
            }
            let name = self.string()?;
            let name_at = start..self.at;
            self.skip_space();
            if !self.take(':') {
                return Err(self.unless_end(JsonFaultKind::ColonExpected));
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
            let why = if self.peek() == Some('/') {
                JsonFaultKind::Comment
            } else {
                JsonFaultKind::CommaExpected
            };
            return Err(self.unless_end(why));
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
        if let Some(letter) = char::from_u32(first) {
            return Ok(letter);
        }
        let high = self.at;
        if first < 0xDC00 && self.take('\\') && self.peek() == Some('u') {
            let second = self.four_digits(high)?;
            if (0xDC00..0xE000).contains(&second) {
                let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return char::from_u32(code)
                    .ok_or_else(|| fault(JsonFaultKind::LoneSurrogate, start..self.at));
            }
        }
        Err(fault(JsonFaultKind::LoneSurrogate, start..high))
    }

    fn four_digits(&mut self, start: usize) -> Scan<u32> {
        self.step();
        let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
        if digits.len() != 4 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(fault(JsonFaultKind::BadEscape, start..self.at));
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| fault(JsonFaultKind::BadEscape, start..self.at))
    }

    fn number(&mut self) -> Scan<String> {
        let start = self.at;
        self.take('-');
        let begins_with_zero = self.peek() == Some('0');
        let whole = self.digits();
        let mut good = whole == 1 || (whole > 1 && !begins_with_zero);
        if self.take('.') {
            good &= self.digits() > 0;
        }
        if self.take('e') || self.take('E') {
            if !self.take('+') {
                self.take('-');
            }
            good &= self.digits() > 0;
        }
        // `12abc` is one bad number, not a number and something behind it.
        let end = self.word_end();
        if !good || end > self.at {
            return Err(fault(JsonFaultKind::BadNumber, start..end.max(start + 1)));
        }
        let digits = &self.text[start..self.at];
        if digits.parse::<f64>().is_ok_and(f64::is_infinite) {
            return Err(fault(JsonFaultKind::HugeNumber, start..self.at));
        }
        Ok(digits.to_owned())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|digit| digit.is_ascii_digit()) {
            self.step();
        }
        self.at - start
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
        let length =
            rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.');
        self.at + length.unwrap_or(rest.len())
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

    fn here(&self, why: JsonFaultKind) -> JsonFault {
        fault(why, self.at..self.at + self.peek().map_or(0, char::len_utf8))
    }

    fn unless_end(&self, why: JsonFaultKind) -> JsonFault {
        self.here(if self.peek().is_none() { JsonFaultKind::UnexpectedEnd } else { why })
    }
}

fn fault(why: JsonFaultKind, at: Range<usize>) -> JsonFault {
    JsonFault { why, at }
}
