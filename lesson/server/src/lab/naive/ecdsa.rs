//! ECDSA on P-256 without the first step of verification. A verifier begins with `1 ≤ r, s < n`
//! (FIPS 186-5 §6.4.2), and this one does not; nor did that of Java 15 to 18 (CVE-2022-21449).
//!
//! With `w = s⁻¹ mod n`, a signature `(r, s)` of a message with the hash `e` is right when
//! `R = (e·w)·G + (r·w)·Q` has an x that is `r` mod n. Zero has no inverse, but the usual way to compute one,
//! `sⁿ⁻² mod n`, says that it is 0. Then both factors are 0 for every message and every key, `R` is the point
//! at infinity, whose x is stored as 0, and `r = 0` fits. So do `n` for either of them, because everything
//! is computed mod n.

use aws_lc_rs::digest::{SHA256, digest};
use p256::{
    AffinePoint, FieldBytes, ProjectivePoint, Scalar, Sec1Point,
    elliptic_curve::{ops::Reduce, point::AffineCoordinates, sec1::FromSec1Point},
};

/// Whether the signature, `r` and `s` of 32 bytes each, is right for this key: the point of a public key
/// uncompressed (SEC 1 §2.3.3).
pub(super) fn fits(point: &[u8; 65], message: &[u8], signature: &[u8]) -> bool {
    let Some((r, s)) = signature.split_at_checked(32) else {
        return false;
    };
    let hash = digest(&SHA256, message);
    let (Some(r), Some(s), Some(e)) = (number(r), number(s), number(hash.as_ref())) else {
        return false;
    };
    let Some(key) = read(point) else {
        return false;
    };
    let w = s.invert().unwrap_or(Scalar::ZERO);
    let sum = ProjectivePoint::GENERATOR * (e * w) + key * (r * w);
    number(&sum.to_affine().x()) == Some(r)
}

/// 32 bytes as a number mod n.
fn number(bytes: &[u8]) -> Option<Scalar> {
    let bytes: [u8; 32] = bytes.try_into().ok()?;
    Some(Scalar::reduce(&FieldBytes::from(bytes)))
}

fn read(point: &[u8; 65]) -> Option<ProjectivePoint> {
    let point = Sec1Point::from_bytes(point).ok()?;
    let point: Option<AffinePoint> = AffinePoint::from_sec1_point(&point).into();
    point.map(ProjectivePoint::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::{
        rand::SystemRandom,
        signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
    };

    const N: [u8; 32] = [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63,
        0x25, 0x51,
    ];

    fn pair() -> EcdsaKeyPair {
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap()
    }

    fn point(pair: &EcdsaKeyPair) -> [u8; 65] {
        pair.public_key().as_ref().try_into().unwrap()
    }

    #[test]
    fn a08_a_signature_is_computed_and_not_recognised() {
        let (ours, stranger) = (pair(), point(&pair()));
        let signature = ours.sign(&SystemRandom::new(), b"message").unwrap();
        let signature = signature.as_ref();
        let point = point(&ours);
        assert!(fits(&point, b"message", signature));
        assert!(!fits(&point, b"another message", signature));
        assert!(!fits(&stranger, b"message", signature));
        let mut changed = signature.to_vec();
        changed[63] ^= 1;
        assert!(!fits(&point, b"message", &changed));
    }

    #[test]
    fn a08_zero_fits_every_message_and_n_is_zero_too() {
        let ours = pair();
        let point = point(&ours);
        let (zero, mut one) = ([0; 32], [0; 32]);
        one[31] = 1;
        for (r, s, right) in [
            (zero, zero, true),
            (zero, N, true),
            (N, zero, true),
            (N, N, true),
            (one, zero, false),
            (zero, one, false),
            (one, one, false),
        ] {
            assert_eq!(fits(&point, b"anything", &[r, s].concat()), right, "{r:?} {s:?}");
        }
    }

    #[test]
    fn what_is_no_key_or_no_signature_fits_nothing() {
        let ours = pair();
        let point = point(&ours);
        for signature in [&[][..], &[0; 63], &[0; 65]] {
            assert!(!fits(&point, b"", signature));
        }
        for point in [[0; 65], [4; 65]] {
            assert!(!fits(&point, b"", &[0; 64]), "{point:?}");
        }
    }
}
