//! The state of a signature, in the visitor's language.

use super::{crypto_error, key_kind, secret_encoding};
use crate::{
    i18n::{I18n, Locale, t_string, td_string},
    lesson::{
        crypto::Alg,
        inspector::signature::{LikelyCause, SignatureStatus},
    },
};
use strum::VariantArray;

/// A headline and a sentence.
pub fn signature(i18n: I18n, status: &SignatureStatus) -> (&'static str, String) {
    let headline = t_string!(i18n, inspector.signature.headline_by_id).text(headline(status));
    (headline, sentence(i18n, status))
}

/// The name of the headline, which several states share.
const fn headline(status: &SignatureStatus) -> &'static str {
    match status {
        SignatureStatus::Unencoded
        | SignatureStatus::NoAlgorithm
        | SignatureStatus::UnknownAlgorithm(_)
        | SignatureStatus::WrongKind { .. }
        | SignatureStatus::Failed(_) => "unknown",
        SignatureStatus::UnreadKey | SignatureStatus::NoSuchId(_) | SignatureStatus::NoId => {
            "no_key"
        }
        own => own.into_str(),
    }
}

fn sentence(i18n: I18n, status: &SignatureStatus) -> String {
    let locale = i18n.get_locale();
    match status {
        SignatureStatus::UnknownAlgorithm(name) => unknown_algorithm(locale, name),
        SignatureStatus::NoSuchId(ids) => {
            td_string!(locale, inspector.signature.no_such_id, ids = some_of(ids))
        }
        SignatureStatus::WrongKind { algorithm, kind, curve } => td_string!(
            locale,
            inspector.signature.wrong_kind,
            algorithm = algorithm.into_str(),
            wanted = key_kind(i18n, algorithm.kind(), algorithm.curve()),
            found = key_kind(i18n, *kind, curve.as_deref())
        ),
        SignatureStatus::Right(algorithm) => {
            td_string!(locale, inspector.signature.right_text, algorithm = algorithm.into_str())
        }
        SignatureStatus::EmptySecret(algorithm) => td_string!(
            locale,
            inspector.signature.empty_secret_text,
            algorithm = algorithm.into_str()
        ),
        SignatureStatus::Wrong { likely: Some(likely), .. } => likely_cause(i18n, *likely),
        SignatureStatus::Wrong { algorithm, bytes, .. } => wrong(locale, *algorithm, *bytes),
        SignatureStatus::Failed(error) => crypto_error(i18n, *error).to_owned(),
        plain => {
            td_string!(locale, inspector.signature.text_by_id).text(plain.into_str()).to_owned()
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
