//! The token in every shape that can be read.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use lesson_shared::lab::Mistake;
use serde_json::{Map, Value};

/// A token, read as leniently as possible.
#[derive(Debug)]
pub(super) struct Loose {
    /// What was signed.
    pub(super) input: String,
    pub(super) header: Map<String, Value>,
    payload: Vec<u8>,
    pub(super) signature: Vec<u8>,
    /// The signature as it is written.
    pub(super) signature_text: String,
    /// The mistake in accepting this shape, where the shape alone tells it.
    pub(super) shape: Option<Mistake>,
}

impl Loose {
    pub(super) fn read(token: &str) -> Option<Self> {
        if token.starts_with('{') {
            return Self::read_json(token);
        }
        let text = token.replace(char::is_whitespace, "");
        let parts: Vec<_> = text.split('.').collect();
        let [header, payload, rest @ ..] = &*parts else {
            return None;
        };
        let shape = if rest.len() > 1 {
            Some(Mistake::ExtraParts)
        } else {
            (text != token).then_some(Mistake::LenientBase64)
        };
        let signature = rest.first().copied().unwrap_or_default();
        Some(Self {
            input: format!("{header}.{payload}"),
            header: object(&decode(header))?,
            payload: decode(payload),
            signature: decode(signature),
            signature_text: signature.into(),
            shape,
        })
    }

    /// The JSON serialization, flattened or with the first of several signatures (RFC 7515 §7.2). Header
    /// members that are not signed count like the others.
    fn read_json(token: &str) -> Option<Self> {
        let whole: Map<String, Value> = serde_json::from_str(token).ok()?;
        let signed = match whole.get("signatures") {
            Some(Value::Array(several)) => several.first()?.as_object()?,
            _ => &whole,
        };
        let text = |from: &Map<String, Value>, name: &str| {
            let text = from.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let (protected, payload) = (text(signed, "protected"), text(&whole, "payload"));
        let signature = text(signed, "signature");
        let mut header = object(&decode(&protected)).unwrap_or_default();
        if let Some(Value::Object(unsigned)) = signed.get("header") {
            header.extend(unsigned.clone());
        }
        Some(Self {
            input: format!("{protected}.{payload}"),
            header,
            payload: decode(&payload),
            signature: decode(&signature),
            signature_text: signature,
            shape: Some(Mistake::JsonSerialization),
        })
    }

    /// The claims. Of a member that comes twice the last one counts, and what is not an object has none.
    pub(super) fn claims(&self) -> Map<String, Value> {
        object(&self.payload).unwrap_or_default()
    }

    /// The claims of the token in this token, if it says that there is one. The cover was checked, so
    /// what is in it is believed.
    pub(super) fn nested(&self) -> Option<Map<String, Value>> {
        let content_type = self.header.get("cty")?.as_str()?;
        if !content_type.eq_ignore_ascii_case("JWT") {
            return None;
        }
        let inner = String::from_utf8_lossy(&self.payload);
        object(&decode(inner.split('.').nth(1)?))
    }
}

/// JSON in what may be UTF-8. `serde_json` refuses nesting deeper than 128, so no token uses up the stack.
pub(super) fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_str(&String::from_utf8_lossy(bytes)).ok()
}

/// Both alphabets, padding or none, foreign characters left out, a lone last character dropped.
pub(super) fn decode(text: &str) -> Vec<u8> {
    let mut clean: String = text
        .chars()
        .filter_map(|c| match c {
            '+' => Some('-'),
            '/' => Some('_'),
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' => Some(c),
            _ => None,
        })
        .collect();
    if clean.len() % 4 == 1 {
        clean.pop();
    }
    LENIENT.decode(&clean).unwrap_or_default()
}

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a23_whatever_looks_like_base64_is_taken() {
        for text in ["YWI", "YWI=", "YW I\n", "YWJ", "Y.W.I", "YWIé"] {
            assert_eq!(decode(text), b"ab", "{text}");
        }
        assert_eq!(decode("-_8"), decode("+/8="));
        assert_eq!(decode("A"), b"");
    }

    #[test]
    fn what_makes_no_sense_at_all_is_not_read() {
        let deep = format!("{}.e30.YQ", shared::compact::base64url(&[b'['; 10_000]));
        for token in ["", "a", "e30", "W10.e30.YQ", "{", "{}x", &deep] {
            assert!(Loose::read(token).is_none(), "{token:.20}");
        }
        let two = Loose::read("e30.e30").unwrap();
        assert!(two.signature.is_empty() && two.claims().is_empty());
    }
}
