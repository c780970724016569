//! The parts of a token, each with its content and its faults.

#[cfg(test)]
mod tests;

use super::{Base64Fault, decode};
use crate::lesson::{
    crypto::Alg,
    inspector::json::{JsonFault, JsonKind, JsonValue, scan},
};
use shared::compact::Part;
use std::ops::Range;
use strum::IntoStaticStr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dissected {
    pub shape: Shape,
    pub segments: Vec<DecodedSegment>,
}

/// What kind of text it is, by its dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Shape {
    Empty,
    /// Three parts: a signed token, JWS compact (RFC 7515 §7.1).
    Signed,
    /// No dot at all: an opaque token, or something else altogether.
    Opaque,
    /// No dot, and still it can be read: one part of a token, without the others.
    Alone(Part),
    /// JSON: perhaps a token in JSON serialization (RFC 7515 §7.2), perhaps the payload alone.
    Json,
    /// Two parts: the signature is missing, with its dot.
    NoSignature,
    /// Five parts: an encrypted token, JWE compact (RFC 7516 §7.1).
    Encrypted,
    /// Any other number of parts.
    Other(usize),
}

/// The text between two dots, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedSegment {
    /// The part of a token that it is, if the shape tells.
    pub part: Option<Part>,
    /// Where it stands in the token, in bytes.
    pub at: Range<usize>,
    /// Its bytes, as far as they can be read.
    pub bytes: Vec<u8>,
    /// Where and why it is not canonical base64url, places counted from the beginning of the segment.
    pub base64_fault: Option<Base64Fault>,
    /// Its bytes as text, with replacement characters where they are not UTF-8.
    pub text: String,
    /// The first byte that is not UTF-8.
    pub not_text: Option<usize>,
    /// The text as JSON, as far as it is.
    pub json: Option<JsonValue>,
    /// Where and why the text is not a strict JSON object.
    pub json_fault: Option<JsonFault>,
}

pub fn dissect(token: &str) -> Dissected {
    let shape = shape(token);
    if matches!(shape, Shape::Empty | Shape::Json) {
        return Dissected { shape, segments: Vec::new() };
    }
    let mut start = 0;
    let decoded = |(index, segment): (usize, &str)| {
        let at = start..start + segment.len();
        start = at.end + 1;
        decode_segment(segment, at, part(shape, index))
    };
    Dissected { shape, segments: token.split('.').enumerate().map(decoded).collect() }
}

impl Dissected {
    pub fn part(&self, part: Part) -> Option<&DecodedSegment> {
        self.segments.iter().find(|segment| segment.part == Some(part))
    }

    /// Whether the payload is JSON.
    pub fn is_read(&self) -> bool {
        self.part(Part::Payload).is_some_and(|payload| payload.json.is_some())
    }

    /// Whether there is anything in it that begins like JSON. If not, it is probably no JWT.
    pub fn has_json(&self) -> bool {
        let mut parts = [Part::Header, Part::Payload].into_iter();
        parts.any(|part| {
            self.part(part).is_some_and(|segment| segment.text.trim_start().starts_with('{'))
        })
    }

    pub fn header(&self, name: &str) -> Option<&JsonValue> {
        self.part(Part::Header)?.json.as_ref()?.get(name)
    }

    /// A member of the header that is a string.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header(name)?.text()
    }

    pub fn algorithm(&self) -> Option<Alg> {
        self.header_text("alg")?.parse().ok()
    }
}

fn shape(token: &str) -> Shape {
    if token.starts_with(['{', '[']) {
        return Shape::Json;
    }
    match token.split('.').count() {
        _ if token.is_empty() => Shape::Empty,
        1 => alone(token).map_or(Shape::Opaque, Shape::Alone),
        2 => Shape::NoSignature,
        3 => Shape::Signed,
        5 => Shape::Encrypted,
        parts => Shape::Other(parts),
    }
}

/// Which part of a token it is, if it is one: a header has an algorithm.
fn alone(segment: &str) -> Option<Part> {
    let (bytes, _) = decode(segment);
    let (json, _) = scan(std::str::from_utf8(&bytes).ok()?);
    let json = json.filter(|json| matches!(json.kind, JsonKind::Object(_)))?;
    Some(match json.get("alg") {
        Some(_) => Part::Header,
        None => Part::Payload,
    })
}

/// The first part is a header in any case: that of an encrypted token too can be read.
const fn part(shape: Shape, index: usize) -> Option<Part> {
    match (shape, index) {
        (Shape::Alone(part), _) => Some(part),
        (Shape::Opaque, _) => None,
        (_, 0) => Some(Part::Header),
        (Shape::Encrypted, _) => None,
        (_, 1) => Some(Part::Payload),
        (_, 2) => Some(Part::Signature),
        _ => None,
    }
}

fn decode_segment(segment: &str, at: Range<usize>, part: Option<Part>) -> DecodedSegment {
    let (bytes, base64_fault) = decode(segment);
    let not_text = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (json, json_fault) = match part {
        Some(Part::Header | Part::Payload) => scan(&text),
        _ => (None, None),
    };
    DecodedSegment { part, at, bytes, base64_fault, text, not_text, json, json_fault }
}
