//! What should not be in a token, and what should: hints for whoever makes such tokens. The verifier does not
//! care about them.

mod hidden;
mod personal;
#[cfg(test)]
mod tests;

use super::{
    json::{JsonKind, JsonValue},
    key::ParsedKey,
    token::Dissected,
};
use crate::lesson::crypto::{Alg, KeyKind};
use shared::compact::Part;

/// Something to think about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub what: WarningKind,
    /// The member in question, with the names around it.
    pub path: String,
}

/// What there is to warn of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// `alg` is `none`.
    Unsigned,
    /// The name of a claim says that it is personal.
    Personal,
    /// The value looks like an e-mail address.
    Email,
    /// The value looks like a telephone number.
    Phone,
    /// The value looks like the number of a bank card.
    Card,
    /// The name of a claim says that it is a secret.
    Secret,
    /// The value is a private key.
    PrivateKey,
    /// The value is another token.
    Token,
    /// A header member that brings a key along, or says where to fetch one.
    KeyInHeader,
    /// A registered claim is missing.
    Missing,
    /// A time that is a string.
    TimeAsText,
    /// A time that is in milliseconds.
    Milliseconds,
    /// A time that is none: no number, a fraction, before 1970, or far beyond all dates.
    OddTime,
    /// It lives for this many seconds.
    LongLived(i64),
    /// The secret is shorter than the hash: so many bytes, and so many should it have.
    ShortSecret(usize, u16),
    /// The secret is one that everybody tries first.
    CommonSecret,
    /// The RSA key has so many bits, too few.
    ShortRsa(usize),
    /// A character that nobody sees, or that turns the order of others around.
    Hidden(char),
    /// So many more that are not listed.
    More(usize),
}

impl WarningKind {
    /// The name under which tests find it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Personal => "personal",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Card => "card",
            Self::Secret => "secret",
            Self::PrivateKey => "private_key",
            Self::Token => "token",
            Self::KeyInHeader => "key_in_header",
            Self::Missing => "missing",
            Self::TimeAsText => "time_as_text",
            Self::Milliseconds => "milliseconds",
            Self::OddTime => "odd_time",
            Self::LongLived(_) => "long_lived",
            Self::ShortSecret(..) => "short_secret",
            Self::CommonSecret => "common_secret",
            Self::ShortRsa(_) => "short_rsa",
            Self::Hidden(_) => "hidden",
            Self::More(_) => "more",
        }
    }
}

/// A day: whoever steals a token that lives longer has all the time in the world.
const LONG: i64 = 86_400;
/// In seconds this is the year 5138; in milliseconds, which many mistake them for, it is 1973.
const SECONDS_END: u64 = 100_000_000_000;
/// In milliseconds this is the year 5138.
const MILLISECONDS_END: u64 = SECONDS_END * 1000;
const TIMES: [&str; 5] = ["exp", "iat", "nbf", "auth_time", "updated_at"];
const EXPECTED: [&str; 5] = ["exp", "iss", "aud", "sub", "iat"];
/// Fewer bits than an RSA key must have (RFC 7518 §3.3).
const RSA_BITS: usize = 2048;
/// A page with thousands of warnings warns of nothing.
const LISTED: usize = 40;
const KEY_BRINGERS: [&str; 4] = ["jku", "jwk", "x5u", "x5c"];

const COMMON: &str = " secret password changeme change-me jwt jwt-secret jwtsecret secretkey secret-key mysecret \
    my-secret my_secret key token test admin 123456 12345678 1234567890 qwerty letmein default example \
    your-256-bit-secret your-384-bit-secret your-512-bit-secret your_jwt_secret your-secret supersecret \
    super-secret topsecret shhhhh shhh keyboardcat keyboard-cat ";

/// What there is to say about a token, and about the secret that was given for it.
#[must_use]
pub fn warnings(dissected: &Dissected, key: Option<&ParsedKey>) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |what, path: &str| {
        found.push(Warning { what, path: path.to_owned() });
    };
    let alg = dissected.header("alg").and_then(JsonValue::text);
    if alg.is_some_and(|alg| alg.eq_ignore_ascii_case("none")) {
        warn(WarningKind::Unsigned, "alg");
    }
    for name in KEY_BRINGERS {
        if dissected.header(name).is_some() {
            warn(WarningKind::KeyInHeader, name);
        }
    }
    if let Some(secret) = key.and_then(ParsedKey::secret) {
        let bits = alg.and_then(Alg::from_name).filter(|alg| alg.kind() == KeyKind::Secret);
        let wanted = bits.map_or(32, |alg| alg.hash_bits() / 8);
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
        hidden::look_into(header, "", &mut warn);
    }
    let payload = json(Part::Payload);
    if let Some(payload) = payload.filter(|payload| matches!(payload.kind, JsonKind::Object(_))) {
        hidden::look_into(payload, "", &mut warn);
        personal::look_into(payload, "", &mut warn);
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
        found.push(Warning { what: WarningKind::More(more), path: String::new() });
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

fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && !word.contains(' ') && list.contains(&format!(" {word} "))
}
