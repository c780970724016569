//! Warnings for the developer of an issuer: content that should not be in a token, and claims that are missing. The
//! verifier ignores all of it.

mod personal;
#[cfg(test)]
mod tests;

use super::{
    json::{JsonKind, JsonValue},
    key::ParsedKey,
    token::Dissected,
};
use crate::lesson::crypto::KeyKind;
use shared::compact::Part;
use strum::{IntoStaticStr, VariantNames};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub kind: WarningKind,
    /// The member in question, with the names around it.
    pub path: String,
}

/// The kind of a warning. Tests find a warning by the name of its variant in snake case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum WarningKind {
    /// `alg` is `none`.
    Unsigned,
    /// The name of a claim says that it is personal.
    Personal,
    Email,
    Phone,
    /// The value looks like the number of a bank card.
    Card,
    /// The name of a claim says that it is a secret.
    Secret,
    PrivateKey,
    Token,
    /// A header member that brings a key along, or says where to fetch one.
    KeyInHeader,
    /// A registered claim is missing.
    Missing,
    TimeAsText,
    /// A time that is in milliseconds.
    Milliseconds,
    /// A time that is none: no number, a fraction, before 1970, or far beyond all dates.
    OddTime,
    /// It lives for this many seconds.
    LongLived(i64),
    /// The secret is shorter than the hash: so many bytes, and so many should it have.
    ShortSecret(usize, u16),
    /// The secret is on the list that an attacker tries first.
    CommonSecret,
    /// The RSA key has so many bits, too few.
    ShortRsa(usize),
    /// An invisible character, or one that turns the order of others around.
    Hidden(char),
    /// So many more that are not listed.
    More(usize),
}

/// A day. An attacker who steals a token that lives longer has days to use it.
const LONG: i64 = 86_400;
/// In seconds this is the year 5138; in milliseconds, which many mistake them for, it is 1973.
const SECONDS_END: u64 = 100_000_000_000;
/// In milliseconds this is the year 5138.
const MILLISECONDS_END: u64 = SECONDS_END * 1000;
const TIMES: [&str; 5] = ["exp", "iat", "nbf", "auth_time", "updated_at"];
pub(super) const EXPECTED: [&str; 5] = ["exp", "iss", "aud", "sub", "iat"];
/// Fewer bits than an RSA key must have (RFC 7518 §3.3).
const RSA_BITS: usize = 2048;
/// A page with thousands of warnings warns of nothing.
const LISTED: usize = 40;
const KEY_BRINGERS: [&str; 4] = ["jku", "jwk", "x5u", "x5c"];

const COMMON: &str = " secret password changeme change-me jwt jwt-secret jwtsecret secretkey secret-key mysecret \
    my-secret my_secret key token test admin 123456 12345678 1234567890 qwerty letmein default example \
    your-256-bit-secret your-384-bit-secret your-512-bit-secret your_jwt_secret your-secret supersecret \
    super-secret topsecret shhhhh shhh keyboardcat keyboard-cat ";

/// Warnings about a token and the key that was given for it.
pub fn warnings(dissected: &Dissected, key: Option<&ParsedKey>) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |kind, path: &str| {
        found.push(Warning { kind, path: path.to_owned() });
    };
    let alg = dissected.header_text("alg");
    if alg.is_some_and(|alg| alg.eq_ignore_ascii_case("none")) {
        warn(WarningKind::Unsigned, "alg");
    }
    for name in KEY_BRINGERS {
        if dissected.header(name).is_some() {
            warn(WarningKind::KeyInHeader, name);
        }
    }
    if let Some(secret) = key.and_then(ParsedKey::secret) {
        let hmac = dissected.algorithm().filter(|alg| alg.kind() == KeyKind::Secret);
        let wanted = hmac.map_or(32, |alg| alg.hash_bits() / 8);
        let text = String::from_utf8_lossy(&secret).to_lowercase();
        if listed(COMMON, &text) {
            warn(WarningKind::CommonSecret, "");
        } else if secret.len() < usize::from(wanted) {
            warn(WarningKind::ShortSecret(secret.len(), wanted), "");
        }
    }
    if let Some(bits) = key.and_then(ParsedKey::rsa_bits)
        && bits < RSA_BITS
    {
        warn(WarningKind::ShortRsa(bits), "");
    }
    let json = |part| dissected.part(part)?.json.as_ref();
    if let Some(header) = json(Part::Header) {
        hidden_characters(header, &mut warn);
    }
    let payload = json(Part::Payload);
    if let Some(payload) = payload.filter(|payload| matches!(payload.kind, JsonKind::Object(_))) {
        hidden_characters(payload, &mut warn);
        personal::personal_data(payload, &mut warn);
        times(payload, &mut warn);
        for name in EXPECTED {
            if payload.get(name).is_none() {
                warn(WarningKind::Missing, name);
            }
        }
    }
    let more = found.len().saturating_sub(LISTED);
    if more > 0 {
        found.truncate(LISTED);
        found.push(Warning { kind: WarningKind::More(more), path: String::new() });
    }
    found
}

fn times(payload: &JsonValue, warn: &mut impl FnMut(WarningKind, &str)) {
    for name in TIMES {
        let Some(value) = payload.get(name) else {
            continue;
        };
        let whole = match &value.kind {
            JsonKind::Number(digits) => digits.parse::<u64>().ok(),
            _ => None,
        };
        match whole {
            _ if value.text().is_some() => warn(WarningKind::TimeAsText, name),
            Some(..SECONDS_END) => {}
            Some(SECONDS_END..MILLISECONDS_END) => warn(WarningKind::Milliseconds, name),
            _ => warn(WarningKind::OddTime, name),
        }
    }
    let time = |name| {
        payload
            .get(name)?
            .number()
            .filter(|time| u64::try_from(*time).is_ok_and(|time| time < SECONDS_END))
    };
    if let (Some(iat), Some(exp)) = (time("iat"), time("exp"))
        && exp.saturating_sub(iat) > LONG
    {
        warn(WarningKind::LongLived(exp.saturating_sub(iat)), "exp");
    }
}

/// Characters that make a text look like another one: a reader sees `user`, and a program compares something else.
fn hidden_characters(value: &JsonValue, warn: &mut impl FnMut(WarningKind, &str)) {
    value.walk("", &mut |member, value, path| {
        let name = member.map(|member| &*member.name);
        for letter in [name, value.text()].into_iter().flatten().filter_map(hidden) {
            warn(WarningKind::Hidden(letter), path);
        }
    });
}

/// The first character that is not seen and does more than end a line. Those that join emoji and letters are left
/// alone: names and languages need them.
fn hidden(text: &str) -> Option<char> {
    text.chars().find(|&letter| {
        let control = letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        control || turns || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}')
    })
}

fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && !word.contains(' ') && list.contains(&format!(" {word} "))
}
