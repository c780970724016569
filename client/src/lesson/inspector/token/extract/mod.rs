//! Finding the token in a pasted text.

#[cfg(test)]
mod tests;
mod within;

use crate::lesson::inspector::json::{JsonValue, scan};
use strum::{IntoStaticStr, VariantNames};
use within::token_within;

/// The token, and the kinds of text that were removed around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    pub token: String,
    pub removed: Vec<Removal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Removal {
    /// `Authorization:`, the name of the header.
    Header,
    /// `Bearer`, the scheme.
    Scheme,
    Quotes,
    /// Line breaks and spaces in it.
    Space,
    /// Invisible characters: marks of word processors and chats.
    Invisible,
    /// The JSON of a token answer around it.
    Answer,
    /// The members of a JSON serialization, which were put together.
    Serialization,
    /// Percent-encoding, as addresses have it.
    Percent,
    /// Some other text around it: an address, a command, a line of a log.
    Around,
}

/// The schemes of `Authorization`. `JWT`, `Token` and `DPoP` stand in the place of `Bearer`.
const SCHEMES: [&str; 4] = ["bearer", "jwt", "token", "dpop"];
const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];

/// Where answers have their token.
const TOKEN_MEMBERS: [&str; 3] = ["access_token", "id_token", "token"];

/// Removes the text around the token. Characters within the token stay, even invalid ones.
pub fn extract(pasted: &str) -> Extracted {
    let visible: String = pasted.chars().filter(|&letter| !is_invisible(letter)).collect();
    let mut found = Extracted { token: visible.trim().to_owned(), removed: Vec::new() };
    if visible.len() != pasted.len() {
        found.removed.push(Removal::Invisible);
    }
    found.replace(Removal::Quotes, unquoted(&found.token));
    if let Some((token, removal)) = token_in_json(&found.token) {
        found.replace(removal, Some(token));
    }
    found.replace(Removal::Header, after_word(&found.token, "authorization"));
    let typing = visible.ends_with(char::is_whitespace);
    for scheme in SCHEMES {
        // The user is typing, and the token comes next.
        let token_follows = typing && found.token.eq_ignore_ascii_case(scheme);
        let rest = token_follows.then(String::new);
        found.replace(Removal::Scheme, rest.or_else(|| after_word(&found.token, scheme)));
    }
    found.replace(Removal::Percent, percent_decoded(&found.token));
    found.replace(Removal::Quotes, unquoted(&found.token));
    found.replace(Removal::Around, token_within(&found.token).map(str::to_owned));
    let unbroken: String = found.token.split_whitespace().collect();
    found.replace(Removal::Space, (unbroken != found.token).then_some(unbroken));
    found
}

impl Extracted {
    fn replace(&mut self, removal: Removal, rest: Option<String>) {
        if let Some(rest) = rest {
            self.token = rest;
            if !self.removed.contains(&removal) {
                self.removed.push(removal);
            }
        }
    }
}

/// The token in a JSON object, and how it was there.
fn token_in_json(text: &str) -> Option<(String, Removal)> {
    if !text.starts_with('{') {
        return None;
    }
    let (object, _) = scan(text);
    let object = object?;
    if let Some(token) = TOKEN_MEMBERS.into_iter().find_map(|name| object.get(name)?.text()) {
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

fn unquoted(text: &str) -> Option<String> {
    let inner =
        QUOTES.iter().find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    inner.filter(|inner| !inner.is_empty()).map(|inner| inner.trim().to_owned())
}

/// The text after a word, in any case, and the spaces or the colon behind it.
fn after_word(text: &str, word: &str) -> Option<String> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let after = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ':');
    let is_word = after.len() < rest.len() && start.eq_ignore_ascii_case(word);
    is_word.then(|| after.to_owned())
}

/// The text without percent-encoding, if it has any and that can be read (RFC 3986 §2.1).
fn percent_decoded(text: &str) -> Option<String> {
    let encoded = text.match_indices('%').any(|(at, _)| {
        let digits = text.get(at + 1..at + 3).unwrap_or_default();
        digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    });
    encoded.then(|| js_sys::decode_uri_component(text).ok()).flatten().map(String::from)
}

/// Zero-width spaces and joiners, the byte order mark, marks of writing direction, the soft hyphen.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}
