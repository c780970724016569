//! The state of a signature, in the visitor's language.

use super::{crypto_error, key_kind, secret_encoding};
use crate::{
    i18n::{I18n, Locale, td_string},
    lesson::{
        crypto::Alg,
        inspector::signature::{LikelyCause, SignatureStatus},
    },
};
use strum::VariantArray;

/// A headline and a sentence.
pub fn signature(i18n: I18n, signature: &SignatureStatus) -> (&'static str, String) {
    let locale = i18n.get_locale();
    let own = str::to_owned;
    match signature {
        SignatureStatus::Nothing => (
            td_string!(locale, inspector.signature.nothing),
            own(td_string!(locale, inspector.signature.nothing_text)),
        ),
        SignatureStatus::Encrypted => (
            td_string!(locale, inspector.signature.encrypted),
            own(td_string!(locale, inspector.signature.encrypted_text)),
        ),
        SignatureStatus::Unencoded => (
            td_string!(locale, inspector.signature.unknown),
            own(td_string!(locale, inspector.signature.unencoded)),
        ),
        SignatureStatus::NoAlgorithm => (
            td_string!(locale, inspector.signature.unknown),
            own(td_string!(locale, inspector.signature.no_algorithm)),
        ),
        SignatureStatus::Unsigned => (
            td_string!(locale, inspector.signature.unsigned),
            own(td_string!(locale, inspector.signature.unsigned_text)),
        ),
        SignatureStatus::UnknownAlgorithm(name) => {
            (td_string!(locale, inspector.signature.unknown), unknown_algorithm(locale, name))
        }
        SignatureStatus::NoKey => (
            td_string!(locale, inspector.signature.no_key),
            own(td_string!(locale, inspector.signature.no_key_text)),
        ),
        SignatureStatus::UnreadKey => (
            td_string!(locale, inspector.signature.no_key),
            own(td_string!(locale, inspector.signature.unread_key)),
        ),
        SignatureStatus::NoSuchId(ids) => (
            td_string!(locale, inspector.signature.no_key),
            td_string!(locale, inspector.signature.no_such_id, ids = some_of(ids)),
        ),
        SignatureStatus::NoId => (
            td_string!(locale, inspector.signature.no_key),
            own(td_string!(locale, inspector.signature.no_id)),
        ),
        SignatureStatus::WrongKind { algorithm, kind, curve } => (
            td_string!(locale, inspector.signature.unknown),
            td_string!(
                locale,
                inspector.signature.wrong_kind,
                algorithm = algorithm.into_str(),
                wanted = key_kind(i18n, algorithm.kind(), algorithm.curve()),
                found = key_kind(i18n, *kind, curve.as_deref())
            ),
        ),
        SignatureStatus::Checking => {
            (td_string!(locale, inspector.signature.checking), String::new())
        }
        SignatureStatus::Right(algorithm) => (
            td_string!(locale, inspector.signature.right),
            td_string!(locale, inspector.signature.right_text, algorithm = algorithm.into_str()),
        ),
        SignatureStatus::EmptySecret(algorithm) => (
            td_string!(locale, inspector.signature.empty_secret),
            td_string!(
                locale,
                inspector.signature.empty_secret_text,
                algorithm = algorithm.into_str()
            ),
        ),
        SignatureStatus::Wrong { algorithm, bytes, likely } => (
            td_string!(locale, inspector.signature.wrong),
            match likely {
                Some(likely) => likely_cause(i18n, *likely),
                None => wrong(locale, *algorithm, *bytes),
            },
        ),
        SignatureStatus::Failed(error) => {
            (td_string!(locale, inspector.signature.unknown), own(crypto_error(i18n, *error)))
        }
    }
}

fn unknown_algorithm(locale: Locale, name: &str) -> String {
    let mut known = Alg::VARIANTS.iter().map(Alg::into_str);
    match known.find(|known| known.eq_ignore_ascii_case(name)) {
        Some(wanted) => {
            td_string!(locale, inspector.signature.other_case, name = name, wanted = wanted)
        }
        None => td_string!(locale, inspector.signature.unknown_algorithm, name = name),
    }
}

fn wrong(locale: Locale, algorithm: Alg, bytes: usize) -> String {
    match algorithm.signature_bytes() {
        Some(wanted) if wanted != bytes => td_string!(
            locale,
            inspector.signature.wrong_length,
            algorithm = algorithm.into_str(),
            wanted = wanted.to_string(),
            bytes = bytes.to_string()
        ),
        _ => td_string!(locale, inspector.signature.wrong_text, algorithm = algorithm.into_str()),
    }
}

fn likely_cause(i18n: I18n, likely: LikelyCause) -> String {
    let locale = i18n.get_locale();
    match likely {
        LikelyCause::Encoding(encoding) => {
            td_string!(
                locale,
                inspector.signature.other_form,
                form = secret_encoding(i18n, encoding)
            )
        }
        LikelyCause::Spaces => td_string!(locale, inspector.signature.spaces).to_owned(),
        LikelyCause::Der => td_string!(locale, inspector.signature.der).to_owned(),
        LikelyCause::Detached => td_string!(locale, inspector.signature.detached).to_owned(),
    }
}

/// The first few names of a list that may be long.
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut shown: Vec<_> = names.iter().take(SHOWN).map(String::as_str).collect();
    if names.len() > SHOWN {
        shown.push("…");
    }
    shown.join(", ")
}
