//! Personal and secret content, found by the name of a claim or by its value.

use super::{WarningKind, listed};
use crate::lesson::inspector::json::{JsonKind, JsonValue};

/// In small letters, without the characters between words.
const PERSONAL: &str = " name fullname firstname lastname givenname familyname middlename nickname username \
    preferredusername displayname address street streetaddress city zip zipcode postalcode birthdate birthday \
    dateofbirth dob gender sex picture photo avatar ssn socialsecuritynumber nationalid passport passportnumber \
    taxid tel telephone mobile cellphone ip ipaddress location iban creditcard cardnumber religion ethnicity \
    health 이름 성명 주소 전화번호 휴대폰 생년월일 성별 주민번호 주민등록번호 이메일 ";
const SECRET: &str = " password passwd pwd passphrase passwordhash hash salt secret clientsecret secretkey \
    apikey privatekey accesskey signingkey encryptionkey key credential credentials pin otp totp accesstoken \
    refreshtoken sessiontoken 비밀번호 비밀키 ";

pub(super) fn personal_data(payload: &JsonValue, warn: &mut impl FnMut(WarningKind, &str)) {
    payload.walk("", &mut |member, value, path| {
        let name = member.map_or("", |member| &*member.name);
        if let Some(kind) = by_name_or_value(name, value) {
            warn(kind, path);
        }
    });
}

fn by_name_or_value(name: &str, value: &JsonValue) -> Option<WarningKind> {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    let word: String = letters.flat_map(char::to_lowercase).collect();
    let text = value_text(value);
    if text == Some("") || matches!(value.kind, JsonKind::Null | JsonKind::Bool(_)) {
        return None;
    }
    if listed(SECRET, &word) || word.ends_with("password") || word.ends_with("secret") {
        return Some(WarningKind::Secret);
    }
    let is_personal = listed(PERSONAL, &word)
        || ["email", "phone", "birth"].iter().any(|part| word.contains(part));
    text.and_then(by_value).or(is_personal.then_some(WarningKind::Personal))
}

fn by_value(text: &str) -> Option<WarningKind> {
    if text.contains("PRIVATE KEY-----") {
        Some(WarningKind::PrivateKey)
    } else if text.starts_with("eyJ") && text.matches('.').count() >= 2 {
        Some(WarningKind::Token)
    } else if is_email(text) {
        Some(WarningKind::Email)
    } else if is_card(text) {
        Some(WarningKind::Card)
    } else {
        is_phone(text).then_some(WarningKind::Phone)
    }
}

fn value_text(value: &JsonValue) -> Option<&str> {
    match &value.kind {
        JsonKind::String(text) | JsonKind::Number(text) => Some(text),
        _ => None,
    }
}

fn is_email(text: &str) -> bool {
    let (name, domain) = text.split_once('@').unwrap_or_default();
    let whole =
        !text.contains(|letter: char| letter.is_whitespace() || letter == '/' || letter == ':');
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    whole && !name.is_empty() && dotted && !domain.contains('@')
}

/// 9 to 15 digits that begin as telephone numbers do, grouped as people group them.
fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let allowed = text.chars().all(|letter| letter.is_ascii_digit() || "+-() .".contains(letter));
    let grouped = text.contains(['-', ' ', '(']) || text.starts_with('+');
    allowed && grouped && (9..=15).contains(&digits) && text.starts_with(['+', '0', '('])
}

/// 13 to 19 digits whose last one fits the others (Luhn, ISO/IEC 7812-1).
fn is_card(text: &str) -> bool {
    if !text.chars().all(|letter| letter.is_ascii_digit() || letter == ' ' || letter == '-') {
        return false;
    }
    let digits: Vec<u32> = text.chars().filter_map(|letter| letter.to_digit(10)).collect();
    let doubled = |(index, digit): (usize, &u32)| match index % 2 {
        0 => *digit,
        _ => (digit * 2) / 10 + (digit * 2) % 10,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    (13..=19).contains(&digits.len())
        && sum.is_multiple_of(10)
        && digits.iter().any(|&digit| digit != 0)
}
