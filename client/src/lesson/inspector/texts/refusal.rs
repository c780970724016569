//! Why the verifier refuses a token, in the visitor's language.

use super::{part, span::span};
use crate::i18n::{I18n, td_string};
use shared::{Refusal, compact::Part, verify::Algorithm};

pub fn refusal(i18n: I18n, refusal: &Refusal) -> String {
    let locale = i18n.get_locale();
    let own = str::to_owned;
    let name_of = |one: Part| part(i18n, one);
    match refusal {
        Refusal::TooLong { bytes } => {
            td_string!(locale, inspector.refusal.too_long, bytes = bytes.to_string())
        }
        Refusal::NotThreeParts { parts } => {
            td_string!(locale, inspector.refusal.not_three_parts, parts = parts.to_string())
        }
        Refusal::EmptyPart { part } => {
            td_string!(locale, inspector.refusal.empty_part, part = name_of(*part))
        }
        Refusal::NotBase64Url { part } => {
            td_string!(locale, inspector.refusal.not_base64url, part = name_of(*part))
        }
        Refusal::NotJson { part } => {
            td_string!(locale, inspector.refusal.not_json, part = name_of(*part))
        }
        Refusal::Duplicate { part, name } => {
            td_string!(locale, inspector.refusal.duplicate, part = name_of(*part), name = name)
        }
        Refusal::UnknownHeader { name } => {
            td_string!(locale, inspector.refusal.unknown_header, name = name)
        }
        Refusal::WrongType => own(td_string!(locale, inspector.refusal.wrong_type)),
        Refusal::NoKeyId => own(td_string!(locale, inspector.refusal.no_key_id)),
        Refusal::UnknownKey => own(td_string!(locale, inspector.refusal.unknown_key)),
        Refusal::WrongAlgorithm { wanted } => td_string!(
            locale,
            inspector.refusal.wrong_algorithm,
            wanted = wanted.name(),
            known = Algorithm::ALL.map(Algorithm::name).join(", ")
        ),
        Refusal::WrongSignature => own(td_string!(locale, inspector.refusal.wrong_signature)),
        Refusal::UnknownClaim { name } => {
            td_string!(locale, inspector.refusal.unknown_claim, name = name)
        }
        Refusal::ClaimMissing { name } => {
            td_string!(locale, inspector.refusal.claim_missing, name = name)
        }
        Refusal::ClaimType { name, .. } => {
            td_string!(locale, inspector.refusal.claim_type, name = name)
        }
        Refusal::WrongIssuer => own(td_string!(locale, inspector.refusal.wrong_issuer)),
        Refusal::WrongAudience => own(td_string!(locale, inspector.refusal.wrong_audience)),
        Refusal::IssuedInFuture { seconds } => {
            td_string!(locale, inspector.refusal.issued_in_future, time = span(i18n, *seconds))
        }
        Refusal::NotYetValid { seconds } => {
            td_string!(locale, inspector.refusal.not_yet_valid, time = span(i18n, *seconds))
        }
        Refusal::WrongLifetime { seconds } if *seconds <= 0 => {
            own(td_string!(locale, inspector.refusal.no_lifetime))
        }
        Refusal::WrongLifetime { seconds } => {
            td_string!(locale, inspector.refusal.wrong_lifetime, time = span(i18n, *seconds))
        }
        Refusal::Expired { seconds } => {
            td_string!(locale, inspector.refusal.expired, time = span(i18n, *seconds))
        }
        Refusal::SessionEnded => own(td_string!(locale, inspector.refusal.session_ended)),
    }
}
