//! How the signature is checked: as the token wishes.

use super::{Naive, Trust, ecdsa, key, kid, shape::Loose};
use crate::lab::keys::{LabKey, hmac_sha256};
use lesson_shared::lab::Mistake;
use serde_json::Value;
use shared::{compact::base64url, verify::Algorithm};

/// Why the signature is believed; `None` when not even this verifier does.
pub(super) fn check(naive: &Naive, token: &Loose) -> Option<Trust> {
    let alg = token.header.get("alg").and_then(Value::as_str);
    let alg = alg.unwrap_or_default();
    if alg.trim().eq_ignore_ascii_case("none") {
        return Some(Trust::by(Mistake::AlgNone));
    }
    // A `match` over the names that are known, and nothing for the others.
    let Some(algorithm) = Algorithm::from_name(alg) else {
        return Some(Trust::by(Mistake::UnknownAlgorithm));
    };
    if token.signature.is_empty() {
        return Some(Trust::by(Mistake::MissingSignature));
    }
    key::from_header(token, algorithm)
        .or_else(|| kid::check(naive, token, algorithm))
        .or_else(|| remembered(naive, token))
}

/// With a key that is known.
pub(super) fn with_key(token: &Loose, algorithm: Algorithm, known: &LabKey) -> Option<Trust> {
    if algorithm == known.key.algorithm() {
        let signature = base64url(&token.signature);
        if known.key.has_signed_text(&token.input, &signature) {
            return Some(Trust::default());
        }
        let mistake = match algorithm {
            Algorithm::Hs256 if is_beginning(known, token) => Mistake::ShortComparison,
            Algorithm::Es256 if fits_without_range(known, token) => Mistake::ZeroSignature,
            _ => return None,
        };
        return Some(Trust::by(mistake));
    }
    // The key is so many bytes, and HMAC takes any bytes.
    let pem = known.pem.as_deref()?;
    let fits = algorithm == Algorithm::Hs256
        && hmac_sha256(pem.as_bytes(), token.input.as_bytes()) == token.signature;
    fits.then(|| Trust::by(Mistake::PublicKeyAsSecret))
}

/// `zip` stops where the shorter one ends.
fn is_beginning(known: &LabKey, token: &Loose) -> bool {
    let Some(secret) = &known.secret else {
        return false;
    };
    let right = hmac_sha256(secret, token.input.as_bytes());
    right.iter().zip(&token.signature).all(|(a, b)| a == b)
}

/// What the library refused is computed by hand.
fn fits_without_range(known: &LabKey, token: &Loose) -> bool {
    // The point is the end of the public key (RFC 5480 §2.2).
    let point = known.der.as_ref().and_then(|der| der.last_chunk::<65>());
    point.is_some_and(|point| ecdsa::fits(point, token.input.as_bytes(), &token.signature))
}

fn remembered(naive: &Naive, token: &Loose) -> Option<Trust> {
    let known = naive.remembered.contains(&token.signature_text);
    known.then(|| Trust::by(Mistake::RememberedSignature))
}
