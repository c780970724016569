//! What should not be in a token, and what should: hints for whoever makes such tokens. The verifier does not
//! care about them.

#[cfg(test)]
mod tests;

use super::{
    json::{Kind, Member, Value},
    key::ParsedKey,
    token::Dissected,
};
use crate::browser::crypto::{Alg, KeyKind};
use shared::compact::Part;

/// Something to think about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub what: What,
    /// The member in question, with the names around it.
    pub path: String,
}

/// What there is to warn of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
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
    /// It lives for this many seconds.
    LongLived(i64),
    /// The secret is shorter than the hash: so many bytes, and so many should it have.
    ShortSecret(usize, u16),
    /// The secret is one that everybody tries first.
    CommonSecret,
}

impl What {
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
            Self::LongLived(_) => "long_lived",
            Self::ShortSecret(..) => "short_secret",
            Self::CommonSecret => "common_secret",
        }
    }
}

/// A day: whoever steals a token that lives longer has all the time in the world.
const LONG: i64 = 86_400;
/// In seconds this is the year 5138; in milliseconds, which many mistake them for, it is 1973.
const MILLISECONDS: i64 = 100_000_000_000;
const TIMES: [&str; 5] = ["exp", "iat", "nbf", "auth_time", "updated_at"];
const EXPECTED: [&str; 5] = ["exp", "iss", "aud", "sub", "iat"];
const KEY_BRINGERS: [&str; 4] = ["jku", "jwk", "x5u", "x5c"];

/// Without what stands between words, in small letters.
const PERSONAL: &str = " name fullname firstname lastname givenname familyname middlename nickname username \
    preferredusername displayname address street streetaddress city zip zipcode postalcode birthdate birthday \
    dateofbirth dob gender sex picture photo avatar ssn socialsecuritynumber nationalid passport passportnumber \
    taxid tel telephone mobile cellphone ip ipaddress location iban creditcard cardnumber religion ethnicity \
    health 이름 성명 주소 전화번호 휴대폰 생년월일 성별 주민번호 주민등록번호 이메일 ";
const SECRET: &str = " password passwd pwd passphrase passwordhash hash salt secret clientsecret secretkey \
    apikey privatekey accesskey signingkey encryptionkey key credential credentials pin otp totp accesstoken \
    refreshtoken sessiontoken 비밀번호 비밀키 ";
const COMMON: &str = " secret password changeme change-me jwt jwt-secret jwtsecret secretkey secret-key mysecret \
    my-secret my_secret key token test admin 123456 12345678 1234567890 qwerty letmein default example \
    your-256-bit-secret your-384-bit-secret your-512-bit-secret your_jwt_secret your-secret supersecret \
    super-secret topsecret shhhhh shhh keyboardcat keyboard-cat ";

/// What there is to say about a token, and about the secret that was given for it.
#[must_use]
pub fn warnings(dissected: &Dissected, key: Option<&ParsedKey>) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |what, path: &str| {
        found.push(Warning {
            what,
            path: path.to_owned(),
        });
    };
    let alg = dissected.header("alg").and_then(Value::text);
    if alg.is_some_and(|alg| alg.eq_ignore_ascii_case("none")) {
        warn(What::Unsigned, "alg");
    }
    for name in KEY_BRINGERS {
        if dissected.header(name).is_some() {
            warn(What::KeyInHeader, name);
        }
    }
    if let Some(secret) = key.and_then(ParsedKey::secret) {
        let bits = alg
            .and_then(Alg::from_name)
            .filter(|alg| alg.kind() == KeyKind::Secret);
        let wanted = bits.map_or(32, |alg| alg.hash_bits() / 8);
        let text = String::from_utf8_lossy(&secret).to_lowercase();
        if listed(COMMON, &text) {
            warn(What::CommonSecret, "");
        } else if secret.len() < usize::from(wanted) {
            warn(What::ShortSecret(secret.len(), wanted), "");
        }
    }
    let payload = dissected
        .part(Part::Payload)
        .and_then(|piece| piece.json.as_ref());
    if let Some(payload) = payload.filter(|payload| matches!(payload.kind, Kind::Object(_))) {
        look_into(payload, "", &mut warn);
        times(payload, &mut warn);
        for name in EXPECTED {
            if payload.get(name).is_none() {
                warn(What::Missing, name);
            }
        }
    }
    found
}

fn times(payload: &Value, warn: &mut impl FnMut(What, &str)) {
    for name in TIMES {
        match payload.get(name) {
            Some(value) if value.text().is_some() => warn(What::TimeAsText, name),
            Some(value) if value.number() >= Some(MILLISECONDS) => warn(What::Milliseconds, name),
            _ => {}
        }
    }
    let time = |name| {
        payload
            .get(name)?
            .number()
            .filter(|time| *time < MILLISECONDS)
    };
    if let (Some(iat), Some(exp)) = (time("iat"), time("exp"))
        && exp.saturating_sub(iat) > LONG
    {
        warn(What::LongLived(exp.saturating_sub(iat)), "exp");
    }
}

fn look_into(value: &Value, path: &str, warn: &mut impl FnMut(What, &str)) {
    match &value.kind {
        Kind::Object(members) => {
            for member in members {
                look_at(member, path, warn);
            }
        }
        Kind::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let path = format!("{path}[{index}]");
                look_at_value(item, &path, warn);
                look_into(item, &path, warn);
            }
        }
        _ => {}
    }
}

fn look_at(member: &Member, around: &str, warn: &mut impl FnMut(What, &str)) {
    let path = if around.is_empty() {
        member.name.clone()
    } else {
        format!("{around}.{}", member.name)
    };
    let word: String = member
        .name
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let empty = matches!(&value_text(&member.value), Some(text) if text.is_empty());
    if empty || matches!(member.value.kind, Kind::Null | Kind::Bool(_)) {
        return;
    }
    if listed(SECRET, &word) || word.ends_with("password") || word.ends_with("secret") {
        warn(What::Secret, &path);
    } else if !look_at_value(&member.value, &path, warn)
        && (listed(PERSONAL, &word)
            || ["email", "phone", "birth"]
                .iter()
                .any(|part| word.contains(part)))
    {
        warn(What::Personal, &path);
    }
    look_into(&member.value, &path, warn);
}

/// Whether the value itself gives it away.
fn look_at_value(value: &Value, path: &str, warn: &mut impl FnMut(What, &str)) -> bool {
    let Some(text) = value_text(value) else {
        return false;
    };
    let what = if text.contains("PRIVATE KEY-----") {
        What::PrivateKey
    } else if text.starts_with("eyJ") && text.matches('.').count() >= 2 {
        What::Token
    } else if is_email(text) {
        What::Email
    } else if is_card(text) {
        What::Card
    } else if is_phone(text) {
        What::Phone
    } else {
        return false;
    };
    warn(what, path);
    true
}

fn value_text(value: &Value) -> Option<&str> {
    match &value.kind {
        Kind::String(text) | Kind::Number(text) => Some(text),
        _ => None,
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let whole =
        !text.contains(|letter: char| letter.is_whitespace() || letter == '/' || letter == ':');
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    whole && !name.is_empty() && dotted && !domain.contains('@')
}

/// 9 to 15 digits that begin as telephone numbers do, grouped as people group them.
fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let allowed = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || "+-() .".contains(letter));
    let grouped = text.contains(['-', ' ', '(']) || text.starts_with('+');
    allowed && grouped && (9..=15).contains(&digits) && text.starts_with(['+', '0', '('])
}

/// 13 to 19 digits whose last one fits the others (Luhn, ISO/IEC 7812-1).
fn is_card(text: &str) -> bool {
    if !text
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter == ' ' || letter == '-')
    {
        return false;
    }
    let digits: Vec<u32> = text
        .chars()
        .filter_map(|letter| letter.to_digit(10))
        .collect();
    let doubled = |(index, digit): (usize, &u32)| match index % 2 {
        0 => *digit,
        _ => (digit * 2) / 10 + (digit * 2) % 10,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    (13..=19).contains(&digits.len())
        && sum.is_multiple_of(10)
        && digits.iter().any(|&digit| digit != 0)
}

fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && !word.contains(' ') && list.contains(&format!(" {word} "))
}
