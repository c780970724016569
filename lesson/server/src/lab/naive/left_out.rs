//! The check that is missing: what the strict verifier says about a token that the naive one believed,
//! and whose signature is genuine.

use lesson_shared::lab::Mistake;
use shared::{AccessClaims, Refusal, compact::Part};

/// The mistake that the strict verifier's refusal shows; `None` when it accepts the token.
pub(super) fn of(strict: Result<AccessClaims, Refusal>, token: &str) -> Option<Mistake> {
    let mistake = match strict.err()? {
        Refusal::TooLong { .. } => Mistake::UncheckedLength,
        Refusal::EmptyPart { part: Part::Payload } => Mistake::UnreadableClaims,
        Refusal::NotThreeParts { .. } | Refusal::EmptyPart { .. } => Mistake::ExtraParts,
        // Nothing else can be wrong with the text of a genuine signature.
        Refusal::NotBase64Url { .. } | Refusal::WrongSignature => Mistake::LenientBase64,
        Refusal::NotJson { part } if is_utf8(token, part) => Mistake::UnreadableClaims,
        Refusal::NotJson { .. } => Mistake::LossyText,
        Refusal::Duplicate { .. } => Mistake::DuplicateMember,
        Refusal::UnknownHeader { name } if name == "crit" => Mistake::IgnoredCritical,
        Refusal::UnknownHeader { .. } => Mistake::IgnoredHeader,
        Refusal::WrongType => Mistake::UncheckedType,
        Refusal::NoKeyId | Refusal::UnknownKey => Mistake::DefaultKey,
        Refusal::WrongAlgorithm { .. } => Mistake::UnknownAlgorithm,
        Refusal::UnknownClaim { .. } | Refusal::ClaimMissing { .. } | Refusal::ClaimType { .. } => {
            Mistake::LooseClaims
        }
        Refusal::WrongIssuer => Mistake::UncheckedIssuer,
        Refusal::WrongAudience => Mistake::UncheckedAudience,
        Refusal::IssuedInFuture { .. } | Refusal::NotYetValid { .. } => Mistake::UncheckedNotBefore,
        Refusal::WrongLifetime { .. } => Mistake::UncheckedLifetime,
        Refusal::Expired { .. } => Mistake::UncheckedExpiry,
        Refusal::SessionEnded => Mistake::UncheckedSession,
    };
    Some(mistake)
}

fn is_utf8(token: &str, part: Part) -> bool {
    let segment = token.split('.').nth(part as usize).unwrap_or_default();
    str::from_utf8(&super::shape::decode(segment)).is_ok()
}
