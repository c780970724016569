//! Tokens in JSON: the answer of a token endpoint, and the JSON serializations (RFC 7515 §7.2).

use super::Removal;
use crate::lesson::inspector::json::{JsonValue, scan};

/// Where answers have their token.
const NAMES: [&str; 3] = ["access_token", "id_token", "token"];

/// The token in a JSON object, and how it was there.
pub(super) fn token_in_json(text: &str) -> Option<(String, Removal)> {
    if !text.starts_with('{') {
        return None;
    }
    let (object, _) = scan(text);
    let object = object?;
    if let Some(token) = NAMES.into_iter().find_map(|name| object.get(name)?.text()) {
        return Some((token.to_owned(), Removal::Answer));
    }
    let signed = match object.get("signatures") {
        Some(signatures) => signatures.items().first()?,
        None => &object,
    };
    Some((compact(&object, signed)?, Removal::Serialization))
}

/// The compact form of one signature. There is none when a part of the header is not protected by it. A payload that
/// is not there travels by itself (RFC 7515, appendix F).
fn compact(object: &JsonValue, signed: &JsonValue) -> Option<String> {
    let protected = signed.get("protected")?.text()?;
    let signature = signed.get("signature")?.text()?;
    let payload = match object.get("payload") {
        Some(payload) => payload.text()?,
        None => "",
    };
    signed.get("header").is_none().then(|| format!("{protected}.{payload}.{signature}"))
}
