//! The public key behind ECDSA signatures, worked out from the signatures alone (SEC 1 §4.1.6).
//!
//! A signature `(r, s)` of a message with the hash `e` is right when `R = (e·s⁻¹)·G + (r·s⁻¹)·Q` has the x `r`.
//! Solved for the key, that is `Q = r⁻¹·(s·R − e·G)`. There are two points with the x `r`, and so one signature
//! leaves two keys to choose from. Two signatures have the right one in common.

use lesson_shared::lab::public_key_pem;
use p256::{
    AffinePoint, FieldBytes, ProjectivePoint, Scalar,
    elliptic_curve::{
        PrimeField, ops::Reduce, point::DecompressPoint, sec1::ToSec1Point, subtle::Choice,
    },
};
use sha2::{Digest, Sha256};
use shared::compact::from_base64url;

/// The public key in PEM that has signed both of these tokens with ES256; `None` where no key has.
pub fn public_key(tokens: [&str; 2]) -> Option<String> {
    let [first, second] = tokens.map(candidates);
    let in_common =
        first?.into_iter().find(|key| second.as_ref().is_some_and(|second| second.contains(key)));
    let point = in_common?.to_affine().to_sec1_point(false);
    Some(public_key_pem(&[PREFIX, point.as_bytes()].concat()))
}

/// The two keys that may have signed a token.
fn candidates(token: &str) -> Option<[ProjectivePoint; 2]> {
    let (input, signature) = token.rsplit_once('.')?;
    let signature = from_base64url(signature)?;
    let (r, s) = signature.split_at_checked(32)?;
    let number = |bytes: &[u8]| {
        let bytes: [u8; 32] = bytes.try_into().ok()?;
        Option::from(Scalar::from_repr(bytes.into()))
    };
    let (x, r, s): (_, Scalar, Scalar) = (r, number(r)?, number(s)?);
    let e = <Scalar as Reduce<FieldBytes>>::reduce(&Sha256::digest(input));
    let inverse: Scalar = Option::from(r.invert())?;
    let key = |is_odd: u8| {
        // The x of a point may also be r + n, of which there is one in 2¹²⁸.
        let x: [u8; 32] = x.try_into().ok()?;
        let point = AffinePoint::decompress(&x.into(), Choice::from(is_odd));
        let point: AffinePoint = Option::from(point)?;
        Some((ProjectivePoint::from(point) * s - ProjectivePoint::GENERATOR * e) * inverse)
    };
    Some([key(0)?, key(1)?])
}

/// `SubjectPublicKeyInfo` of a key on P-256 up to its point (RFC 5480 §2).
const PREFIX: &[u8] = &[
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

#[cfg(test)]
mod tests {
    use super::*;
    use p256::elliptic_curve::point::AffineCoordinates;
    use shared::compact::base64url;

    /// Signs as FIPS 186-5 §6.4.1 has it, with a number that no signer should choose.
    fn sign(secret: Scalar, number: u64, input: &str) -> String {
        let number = Scalar::from(number);
        let point = (ProjectivePoint::GENERATOR * number).to_affine();
        let r = <Scalar as Reduce<FieldBytes>>::reduce(&point.x());
        let e = <Scalar as Reduce<FieldBytes>>::reduce(&Sha256::digest(input));
        let s = number.invert().unwrap() * (e + r * secret);
        let signature = [r.to_repr(), s.to_repr()].concat();
        format!("{input}.{}", base64url(&signature))
    }

    #[test]
    fn a07_two_signatures_give_the_public_key_away() {
        let secret = Scalar::from(0x00c0_ffee_u64);
        let point = (ProjectivePoint::GENERATOR * secret).to_affine();
        let der = [PREFIX, point.to_sec1_point(false).as_bytes()].concat();
        for (one, other) in [(7, 8), (9, 1_000_003), (12, 13)] {
            let tokens = [sign(secret, one, "a.b"), sign(secret, other, "c.d")];
            let found = public_key([&tokens[0], &tokens[1]]);
            assert_eq!(found, Some(public_key_pem(&der)));
        }
        let stranger = sign(Scalar::from(2_u64), 11, "c.d");
        assert_eq!(public_key([&sign(secret, 7, "a.b"), &stranger]), None);
    }

    #[test]
    fn what_is_no_signature_gives_nothing_away() {
        let zeros = format!("a.b.{}", "A".repeat(86));
        for token in ["", "a.b", "a.b.c", "a.b.====", &*zeros] {
            assert_eq!(public_key([token, token]), None, "{token}");
        }
    }
}
