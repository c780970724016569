//! The inspector's sentences, in the visitor's language.

mod refusal;
mod signature;
mod span;

pub use refusal::refusal;
pub use signature::signature;
pub use span::distance;

use super::{
    json::{self, JsonFaultKind},
    key::{KeyFault, SecretEncoding},
    token::{Base64Fault, Base64FaultKind, Removal, Shape},
    warnings::{Warning, WarningKind},
};
use crate::{
    i18n::{I18n, Locale, td_string},
    lesson::crypto::{CryptoError, KeyKind},
};
use shared::compact::Part;
use span::span;

pub fn part(i18n: I18n, part: Part) -> &'static str {
    let locale = i18n.get_locale();
    match part {
        Part::Header => td_string!(locale, inspector.part.header),
        Part::Payload => td_string!(locale, inspector.part.payload),
        Part::Signature => td_string!(locale, inspector.part.signature),
    }
}

pub fn removal(i18n: I18n, removal: Removal) -> &'static str {
    let locale = i18n.get_locale();
    match removal {
        Removal::Header => td_string!(locale, inspector.note.header),
        Removal::Scheme => td_string!(locale, inspector.note.scheme),
        Removal::Quotes => td_string!(locale, inspector.note.quotes),
        Removal::Space => td_string!(locale, inspector.note.space),
        Removal::Invisible => td_string!(locale, inspector.note.invisible),
        Removal::Answer => td_string!(locale, inspector.note.answer),
        Removal::Serialization => td_string!(locale, inspector.note.serialization),
        Removal::Percent => td_string!(locale, inspector.note.percent),
        Removal::Around => td_string!(locale, inspector.note.around),
    }
}

/// The shape of a text that is no signed token.
pub fn shape(i18n: I18n, shape: Shape) -> Option<String> {
    let locale = i18n.get_locale();
    Some(match shape {
        Shape::Empty | Shape::Signed => return None,
        Shape::Opaque => td_string!(locale, inspector.shape.opaque).to_owned(),
        Shape::Alone(one) => {
            td_string!(locale, inspector.shape.alone, part = part(i18n, one))
        }
        Shape::Json => td_string!(locale, inspector.shape.json).to_owned(),
        Shape::NoSignature => td_string!(locale, inspector.shape.no_signature).to_owned(),
        Shape::Encrypted => td_string!(locale, inspector.shape.encrypted).to_owned(),
        Shape::Other(parts) => {
            td_string!(locale, inspector.shape.other, parts = parts.to_string())
        }
    })
}

/// Where and why a part is not base64url. `at` is the place in the token, counted from 1.
pub fn base64_fault(i18n: I18n, part: &str, fault: &Base64Fault, at: usize) -> String {
    let locale = i18n.get_locale();
    let found = fault.found;
    let why = match fault.kind {
        Base64FaultKind::OtherAlphabet(wanted) => td_string!(
            locale,
            inspector.broken.other_alphabet,
            found = found.to_string(),
            wanted = wanted.to_string()
        ),
        Base64FaultKind::Padding => td_string!(locale, inspector.broken.padding).to_owned(),
        Base64FaultKind::Foreign => td_string!(
            locale,
            inspector.broken.foreign,
            found = visible(found),
            code = format!("U+{:04X}", u32::from(found))
        ),
        Base64FaultKind::Alone => td_string!(locale, inspector.broken.alone).to_owned(),
        Base64FaultKind::TrailingBits(wanted) => td_string!(
            locale,
            inspector.broken.trailing_bits,
            found = found.to_string(),
            wanted = wanted.to_string()
        ),
    };
    let inside = (fault.at + 1).to_string();
    td_string!(
        locale,
        inspector.broken.at,
        part = part,
        inside = inside,
        at = at.to_string(),
        why = why
    )
}

fn visible(letter: char) -> String {
    if letter.is_control() { letter.escape_default().to_string() } else { letter.to_string() }
}

/// Where and why a text is not a JSON object.
pub fn json_fault(i18n: I18n, text: &str, fault: &json::JsonFault) -> String {
    let locale = i18n.get_locale();
    let (line, column) = json::line_and_column(text, fault.at.start);
    let why = json_fault_kind(locale, &fault.kind);
    td_string!(
        locale,
        inspector.json.at,
        line = line.to_string(),
        column = column.to_string(),
        why = why
    )
}

fn json_fault_kind(locale: Locale, kind: &JsonFaultKind) -> String {
    match kind {
        JsonFaultKind::Empty => td_string!(locale, inspector.json.empty),
        JsonFaultKind::UnexpectedEnd => td_string!(locale, inspector.json.unexpected_end),
        JsonFaultKind::ValueExpected => td_string!(locale, inspector.json.value_expected),
        JsonFaultKind::NameExpected => td_string!(locale, inspector.json.name_expected),
        JsonFaultKind::SingleQuotes => td_string!(locale, inspector.json.single_quotes),
        JsonFaultKind::ColonExpected => td_string!(locale, inspector.json.colon_expected),
        JsonFaultKind::CommaExpected => td_string!(locale, inspector.json.comma_expected),
        JsonFaultKind::TrailingComma => td_string!(locale, inspector.json.trailing_comma),
        JsonFaultKind::UnclosedString => td_string!(locale, inspector.json.unclosed_string),
        JsonFaultKind::ControlCharacter => td_string!(locale, inspector.json.control_character),
        JsonFaultKind::BadEscape => td_string!(locale, inspector.json.bad_escape),
        JsonFaultKind::LoneSurrogate => td_string!(locale, inspector.json.lone_surrogate),
        JsonFaultKind::BadNumber => td_string!(locale, inspector.json.bad_number),
        JsonFaultKind::HugeNumber => td_string!(locale, inspector.json.huge_number),
        JsonFaultKind::Comment => td_string!(locale, inspector.json.comment),
        JsonFaultKind::TrailingText => td_string!(locale, inspector.json.trailing_text),
        JsonFaultKind::NotAnObject => td_string!(locale, inspector.json.not_an_object),
        JsonFaultKind::TooDeep => td_string!(locale, inspector.json.too_deep),
        JsonFaultKind::Duplicate(name) => {
            return td_string!(locale, inspector.json.duplicate, name = name);
        }
    }
    .to_owned()
}

pub fn crypto_error(i18n: I18n, error: CryptoError) -> &'static str {
    let locale = i18n.get_locale();
    match error {
        CryptoError::Unavailable => td_string!(locale, inspector.crypto.unavailable),
        CryptoError::Unsupported => td_string!(locale, inspector.crypto.unsupported),
        CryptoError::BadKey => td_string!(locale, inspector.crypto.bad_key),
        CryptoError::CannotSign => td_string!(locale, inspector.crypto.cannot_sign),
    }
}

pub fn secret_encoding(i18n: I18n, encoding: SecretEncoding) -> &'static str {
    let locale = i18n.get_locale();
    match encoding {
        SecretEncoding::Text => td_string!(locale, inspector.key.text),
        SecretEncoding::Base64 => td_string!(locale, inspector.key.base64),
        SecretEncoding::Hex => td_string!(locale, inspector.key.hex),
    }
}

pub fn key_kind(i18n: I18n, kind: KeyKind, curve: Option<&str>) -> String {
    let locale = i18n.get_locale();
    let name = match kind {
        KeyKind::Secret => td_string!(locale, inspector.kind.secret),
        KeyKind::Rsa => td_string!(locale, inspector.kind.rsa),
        KeyKind::Ec => td_string!(locale, inspector.kind.ec),
        KeyKind::Edwards => td_string!(locale, inspector.kind.edwards),
    };
    match curve {
        Some(curve) => format!("{name} ({curve})"),
        None => name.to_owned(),
    }
}

pub fn key_fault(i18n: I18n, text: &str, fault: &KeyFault) -> String {
    let locale = i18n.get_locale();
    match fault {
        KeyFault::Empty => String::new(),
        KeyFault::Base64 => td_string!(locale, inspector.key.fault.base64).to_owned(),
        KeyFault::Hex => td_string!(locale, inspector.key.fault.hex).to_owned(),
        KeyFault::Unknown => td_string!(locale, inspector.key.fault.unknown).to_owned(),
        KeyFault::NoSecret => td_string!(locale, inspector.key.fault.no_secret).to_owned(),
        KeyFault::Address => td_string!(locale, inspector.key.fault.address).to_owned(),
        KeyFault::SshPublic => td_string!(locale, inspector.key.fault.ssh_public).to_owned(),
        KeyFault::Member(name) => td_string!(locale, inspector.key.fault.member, name = name),
        KeyFault::Pem => td_string!(locale, inspector.key.fault.pem).to_owned(),
        KeyFault::Label(label) => td_string!(locale, inspector.key.fault.label, label = label),
        KeyFault::Encrypted => td_string!(locale, inspector.key.fault.encrypted).to_owned(),
        KeyFault::OpenSsh => td_string!(locale, inspector.key.fault.openssh).to_owned(),
        KeyFault::Der => td_string!(locale, inspector.key.fault.der).to_owned(),
        KeyFault::Json(fault) => json_fault(i18n, text.trim(), fault),
        KeyFault::Missing(name) => td_string!(locale, inspector.key.fault.missing, name = name),
        KeyFault::Kty(kty) => td_string!(locale, inspector.key.fault.kty, kty = kty),
        KeyFault::NoKeys => td_string!(locale, inspector.key.fault.no_keys).to_owned(),
    }
}

pub fn warning(i18n: I18n, warning: &Warning) -> String {
    let locale = i18n.get_locale();
    match warning.kind {
        WarningKind::Unsigned => td_string!(locale, inspector.warning.unsigned).to_owned(),
        WarningKind::Personal => td_string!(locale, inspector.warning.personal).to_owned(),
        WarningKind::Email => td_string!(locale, inspector.warning.email).to_owned(),
        WarningKind::Phone => td_string!(locale, inspector.warning.phone).to_owned(),
        WarningKind::Card => td_string!(locale, inspector.warning.card).to_owned(),
        WarningKind::Secret => td_string!(locale, inspector.warning.secret).to_owned(),
        WarningKind::PrivateKey => td_string!(locale, inspector.warning.private_key).to_owned(),
        WarningKind::Token => td_string!(locale, inspector.warning.token).to_owned(),
        WarningKind::KeyInHeader => td_string!(locale, inspector.warning.key_in_header).to_owned(),
        WarningKind::Missing => match &*warning.path {
            "exp" => td_string!(locale, inspector.warning.missing.exp),
            "iss" => td_string!(locale, inspector.warning.missing.iss),
            "aud" => td_string!(locale, inspector.warning.missing.aud),
            "sub" => td_string!(locale, inspector.warning.missing.sub),
            _ => td_string!(locale, inspector.warning.missing.iat),
        }
        .to_owned(),
        WarningKind::TimeAsText => td_string!(locale, inspector.warning.time_as_text).to_owned(),
        WarningKind::OddTime => td_string!(locale, inspector.warning.odd_time).to_owned(),
        WarningKind::Milliseconds => td_string!(locale, inspector.warning.milliseconds).to_owned(),
        WarningKind::LongLived(seconds) => {
            td_string!(locale, inspector.warning.long_lived, time = span(i18n, seconds))
        }
        WarningKind::ShortSecret(bytes, wanted) => td_string!(
            locale,
            inspector.warning.short_secret,
            bytes = bytes.to_string(),
            wanted = wanted.to_string()
        ),
        WarningKind::CommonSecret => td_string!(locale, inspector.warning.common_secret).to_owned(),
        WarningKind::ShortRsa(bits) => {
            td_string!(locale, inspector.warning.short_rsa, bits = bits.to_string())
        }
        WarningKind::Hidden(letter) => td_string!(
            locale,
            inspector.warning.hidden,
            code = format!("U+{:04X}", u32::from(letter))
        ),
        WarningKind::More(count) => td_string!(locale, inspector.more, count = count.to_string()),
    }
}
