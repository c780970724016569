//! The parts of a token, each with what is in it and what is wrong with it.

#[cfg(test)]
mod tests;

use super::{Base64Fault, decode};
use crate::lesson::inspector::json::{JsonFault, JsonKind, JsonValue, scan};
use shared::compact::Part;
use std::ops::Range;

/// A token taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dissected {
    /// What kind of text it is.
    pub shape: Shape,
    /// What stands between the dots: of a token with three parts header, payload and signature, of others as many
    /// as there are.
    pub pieces: Vec<DecodedSegment>,
}

/// What kind of text it is, by its dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
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
    /// Any other number.
    Other(usize),
}

impl Shape {
    /// The name under which tests find it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Signed => "signed",
            Self::Opaque => "opaque",
            Self::Alone(_) => "alone",
            Self::Json => "json",
            Self::NoSignature => "no_signature",
            Self::Encrypted => "encrypted",
            Self::Other(_) => "other",
        }
    }
}

/// What stands between two dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedSegment {
    /// Which part of a token it is, as far as that can be told.
    pub part: Option<Part>,
    /// Where it stands in the token, in bytes.
    pub at: Range<usize>,
    /// Its bytes, as far as they can be read.
    pub bytes: Vec<u8>,
    /// Where and why it is not canonical base64url, places counted from the beginning of the piece.
    pub broken: Option<Base64Fault>,
    /// Its bytes as text; what is not UTF-8 is replaced.
    pub text: String,
    /// The first byte that is not UTF-8.
    pub not_text: Option<usize>,
    /// The text as JSON, as far as it is.
    pub json: Option<JsonValue>,
    /// Where and why the text is not a strict JSON object.
    pub fault: Option<JsonFault>,
}

/// Takes a token apart.
#[must_use]
pub fn dissect(token: &str) -> Dissected {
    let shape = shape(token);
    let mut start = 0;
    let pieces = if token.is_empty() || shape == Shape::Json {
        Vec::new()
    } else {
        let segments = token.split('.').enumerate();
        segments
            .map(|(index, segment)| {
                let at = start..start + segment.len();
                start = at.end + 1;
                piece(segment, at, part(shape, index))
            })
            .collect()
    };
    Dissected { shape, pieces }
}

impl Dissected {
    /// A part of the token.
    #[must_use]
    pub fn part(&self, part: Part) -> Option<&DecodedSegment> {
        self.pieces.iter().find(|piece| piece.part == Some(part))
    }

    /// Whether there is a payload to speak of.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.part(Part::Payload).is_some_and(|piece| piece.json.is_some())
    }

    /// Whether there is anything in it that begins like JSON. If not, it is probably no JWT.
    #[must_use]
    pub fn has_json(&self) -> bool {
        let mut parts = [Part::Header, Part::Payload].into_iter();
        parts.any(|part| {
            self.part(part).is_some_and(|piece| piece.text.trim_start().starts_with('{'))
        })
    }

    /// A member of the header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&JsonValue> {
        self.part(Part::Header)?.json.as_ref()?.get(name)
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

fn piece(segment: &str, at: Range<usize>, part: Option<Part>) -> DecodedSegment {
    let (bytes, broken) = decode(segment);
    let not_text = std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (json, fault) = match part {
        Some(Part::Header | Part::Payload) => scan(&text),
        _ => (None, None),
    };
    DecodedSegment { part, at, bytes, broken, text, not_text, json, fault }
}
