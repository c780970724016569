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
    i18n::{I18n, t_string, td_string},
    lesson::crypto::{CryptoError, KeyKind},
};
use shared::compact::Part;
use span::span;

pub fn part(i18n: I18n, part: Part) -> &'static str {
    t_string!(i18n, walkthrough.token.part_by_id).text(part.name())
}

pub fn removal(i18n: I18n, removal: Removal) -> &'static str {
    t_string!(i18n, inspector.note_by_id).text(removal.into_str())
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
    let why = match &fault.kind {
        JsonFaultKind::Duplicate(name) => td_string!(locale, inspector.json.duplicate, name = name),
        plain => td_string!(locale, inspector.json.fault_by_id).text(plain.into_str()).to_owned(),
    };
    td_string!(
        locale,
        inspector.json.at,
        line = line.to_string(),
        column = column.to_string(),
        why = why
    )
}

pub fn crypto_error(i18n: I18n, error: CryptoError) -> &'static str {
    t_string!(i18n, inspector.crypto_by_id).text(error.into_str())
}

pub fn secret_encoding(i18n: I18n, encoding: SecretEncoding) -> &'static str {
    t_string!(i18n, inspector.key.encoding_by_id).text(encoding.into_str())
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
        KeyFault::Member(name) => td_string!(locale, inspector.key.fault.member, name = name),
        KeyFault::Label(label) => td_string!(locale, inspector.key.fault.label, label = label),
        KeyFault::Json(fault) => json_fault(i18n, text.trim(), fault),
        KeyFault::Missing(name) => td_string!(locale, inspector.key.fault.missing, name = name),
        KeyFault::Kty(kty) => td_string!(locale, inspector.key.fault.kty, kty = kty),
        plain => td_string!(locale, inspector.key.fault_by_id).text(plain.into_str()).to_owned(),
    }
}

pub fn warning(i18n: I18n, warning: &Warning) -> String {
    let locale = i18n.get_locale();
    match warning.kind {
        WarningKind::Missing => {
            td_string!(locale, inspector.warning.missing_by_id).text(&warning.path).to_owned()
        }
        WarningKind::LongLived(seconds) => {
            td_string!(locale, inspector.warning.long_lived, time = span(i18n, seconds))
        }
        WarningKind::ShortSecret(bytes, wanted) => td_string!(
            locale,
            inspector.warning.short_secret,
            bytes = bytes.to_string(),
            wanted = wanted.to_string()
        ),
        WarningKind::ShortRsa(bits) => {
            td_string!(locale, inspector.warning.short_rsa, bits = bits.to_string())
        }
        WarningKind::Hidden(letter) => td_string!(
            locale,
            inspector.warning.hidden,
            code = format!("U+{:04X}", u32::from(letter))
        ),
        WarningKind::More(count) => td_string!(locale, inspector.more, count = count.to_string()),
        plain => td_string!(locale, inspector.warning_by_id).text(plain.into_str()).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            examples::Example, keyring::KeySource, signature::SignatureStatus, verify::Outcome,
            warnings::EXPECTED,
        },
        *,
    };
    use crate::i18n::{Table, texts::inspector as texts};
    use strum::{VariantArray, VariantNames};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The names of an enum's variants, without those that have a text of their own or none.
    fn names<T: VariantNames>(without: &[&str]) -> Vec<&'static str> {
        T::VARIANTS.iter().copied().filter(|name| !without.contains(name)).collect()
    }

    #[test]
    fn everything_that_is_looked_up_by_name_has_a_text() {
        Table::assert_names(&texts::note_by_id, names::<Removal>(&[]));
        Table::assert_names(&texts::json::fault_by_id, names::<JsonFaultKind>(&["duplicate"]));
        Table::assert_names(&texts::crypto_by_id, names::<CryptoError>(&[]));
        let encodings = SecretEncoding::VARIANTS.iter().map(SecretEncoding::into_str);
        Table::assert_names(&texts::key::encoding_by_id, encodings);
        let sources = KeySource::VARIANTS.iter().map(KeySource::into_str);
        Table::assert_names(&texts::key::source_by_id, sources);
        let gaps = ["empty", "label", "json", "missing", "member", "kty"];
        Table::assert_names(&texts::key::fault_by_id, names::<KeyFault>(&gaps));
        let gaps = ["missing", "long_lived", "short_secret", "short_rsa", "hidden", "more"];
        Table::assert_names(&texts::warning_by_id, names::<WarningKind>(&gaps));
        Table::assert_names(&texts::warning::missing_by_id, EXPECTED);
        let examples = Example::VARIANTS.iter().map(Example::into_str);
        Table::assert_names(&texts::example::token_by_id, examples);
        Table::assert_names(&texts::check::outcome_by_id, names::<Outcome>(&[]));
        let headlines = names::<SignatureStatus>(&[
            "unencoded",
            "no_algorithm",
            "unknown_algorithm",
            "wrong_kind",
            "failed",
            "unread_key",
            "no_such_id",
            "no_id",
        ]);
        let headlines = headlines.into_iter().chain(["unknown"]);
        Table::assert_names(&texts::signature::headline_by_id, headlines);
        let plain = names::<SignatureStatus>(&[
            "unknown_algorithm",
            "no_such_id",
            "wrong_kind",
            "checking",
            "right",
            "empty_secret",
            "wrong",
            "failed",
        ]);
        Table::assert_names(&texts::signature::text_by_id, plain);
    }
}
