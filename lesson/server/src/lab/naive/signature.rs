//! How the signature is checked: as the header says.

use super::{key, kid, remembered::Remembered, shape::Loose, trust::Trust};
use crate::lab::keys::LabKeys;
use lesson_shared::lab::Mistake;
use serde_json::Value;
use shared::verify::Algorithm;

/// Why the signature is accepted; `None` when even this verifier refuses it.
pub(super) fn check(keys: &LabKeys, remembered: &Remembered, token: &Loose) -> Option<Trust> {
    let alg = token.header.get("alg").and_then(Value::as_str);
    let alg = alg.unwrap_or_default();
    if alg.trim().eq_ignore_ascii_case("none") {
        return Some(Trust::by(Mistake::AlgNone));
    }
    // The mistake: an unknown name skips the check.
    let Some(algorithm) = Algorithm::from_name(alg) else {
        return Some(Trust::by(Mistake::UnknownAlgorithm));
    };
    if token.signature.is_empty() {
        return Some(Trust::by(Mistake::MissingSignature));
    }
    key::from_header(token, algorithm).or_else(|| kid::check(keys, token, algorithm)).or_else(
        || {
            let known = remembered.contains(&token.signature_text);
            known.then(|| Trust::by(Mistake::RememberedSignature))
        },
    )
}
