//! What people paste, and the token in it.

mod json;
#[cfg(test)]
mod tests;
mod within;

use json::token_in_json;
use within::token_within;

/// What was pasted, without what surely does not belong to a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// What is left.
    pub token: String,
    /// What was taken off, for saying so.
    pub notes: Vec<Removal>,
}

/// Something that was taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// `Authorization:`, the name of the header.
    Header,
    /// `Bearer`, the scheme.
    Scheme,
    /// Quotation marks around it.
    Quotes,
    /// Line breaks and spaces in it.
    Space,
    /// Characters that nobody sees: marks of word processors and chats.
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

impl Removal {
    /// The name under which tests find it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Scheme => "scheme",
            Self::Quotes => "quotes",
            Self::Space => "space",
            Self::Invisible => "invisible",
            Self::Answer => "answer",
            Self::Serialization => "serialization",
            Self::Percent => "percent",
            Self::Around => "around",
        }
    }
}

/// What stands before a token in `Authorization`. `JWT`, `Token` and `DPoP` are seen in its place.
const SCHEMES: [&str; 4] = ["bearer", "jwt", "token", "dpop"];
const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];

/// Takes off what is not the token's. Characters that stand in the token itself stay, however wrong they are.
#[must_use]
pub fn extract(pasted: &str) -> Extracted {
    let mut notes = Vec::new();
    let mut note = |note| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    };
    let mut text: String = pasted.chars().filter(|&letter| !is_invisible(letter)).collect();
    if text.len() != pasted.len() {
        note(Removal::Invisible);
    }
    let typing = text.ends_with(char::is_whitespace);
    text = text.trim().to_owned();
    if let Some(inner) = unquoted(&text) {
        note(Removal::Quotes);
        text = inner;
    }
    if let Some((token, what)) = token_in_json(&text) {
        note(what);
        text = token;
    }
    if let Some(rest) = after_word(&text, "authorization") {
        note(Removal::Header);
        text = rest;
    }
    for scheme in SCHEMES {
        if let Some(rest) = after_word(&text, scheme) {
            note(Removal::Scheme);
            text = rest;
        } else if text.eq_ignore_ascii_case(scheme) && typing {
            // Somebody is typing, and the token comes next.
            note(Removal::Scheme);
            text.clear();
        }
    }
    if let Some(decoded) = percent_decoded(&text) {
        note(Removal::Percent);
        text = decoded;
    }
    if let Some(inner) = unquoted(&text) {
        note(Removal::Quotes);
        text = inner;
    }
    if let Some(token) = token_within(&text) {
        note(Removal::Around);
        text = token.to_owned();
    }
    let token: String = text.split_whitespace().collect();
    if token.len() != text.len() {
        note(Removal::Space);
    }
    Extracted { token, notes }
}

fn unquoted(text: &str) -> Option<String> {
    let inner =
        QUOTES.iter().find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    inner.filter(|inner| !inner.is_empty()).map(|inner| inner.trim().to_owned())
}

/// What follows a word and the spaces or the colon behind it, whatever its case.
fn after_word(text: &str, word: &str) -> Option<String> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let separated = rest.starts_with(|letter: char| letter.is_whitespace() || letter == ':');
    (separated && start.eq_ignore_ascii_case(word)).then(|| {
        rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ':').to_owned()
    })
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
