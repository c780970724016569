//! A key that the server has, with what is wrong in using it.

use super::{ecdsa, shape::Loose, trust::Trust};
use crate::lab::keys::{LabKey, hmac_sha256};
use lesson_shared::lab::Mistake;
use shared::{compact::base64url, verify::Algorithm};

/// Checks with this key.
pub(super) fn check(token: &Loose, algorithm: Algorithm, known: &LabKey) -> Option<Trust> {
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
