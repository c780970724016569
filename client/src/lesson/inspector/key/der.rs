//! Keys in DER: what kind of key it is, and the older forms put into the ones that browsers read (RFC 5280, RFC 5208,
//! RFC 5915, RFC 8017).

use crate::lesson::crypto::KeyKind;
use pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef};
use pkcs8::{
    ObjectIdentifier, PrivateKeyInfoRef,
    der::{
        Decode, Encode, Tagged,
        asn1::{AnyRef, BitStringRef, OctetStringRef},
    },
    spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef},
};
use sec1::EcPrivateKey;

const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const CURVES: [(ObjectIdentifier, &str); 4] = [
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"), "P-256"),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), "P-384"),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), "P-521"),
    (ObjectIdentifier::new_unwrap("1.3.132.0.10"), "secp256k1"),
];

type KindAndCurve = (KeyKind, Option<&'static str>);

pub(super) fn kind_of_spki(der: &[u8]) -> Option<KindAndCurve> {
    kind(SubjectPublicKeyInfoRef::from_der(der).ok()?.algorithm)
}

pub(super) fn kind_of_pkcs8(der: &[u8]) -> Option<KindAndCurve> {
    kind(PrivateKeyInfoRef::from_der(der).ok()?.algorithm)
}

fn kind(algorithm: AlgorithmIdentifierRef<'_>) -> Option<KindAndCurve> {
    match algorithm.oid {
        pkcs1::ALGORITHM_OID | RSA_PSS => Some((KeyKind::Rsa, None)),
        ED25519 => Some((KeyKind::Edwards, Some("Ed25519"))),
        sec1::ALGORITHM_OID => {
            let curve = algorithm.parameters_oid().ok()?;
            let (_, name) = CURVES.into_iter().find(|(oid, _)| *oid == curve)?;
            Some((KeyKind::Ec, Some(name)))
        }
        _ => None,
    }
}

/// `RSA PUBLIC KEY` (PKCS#1) as `SubjectPublicKeyInfo`.
pub(super) fn spki_of_pkcs1(der: &[u8]) -> Option<Vec<u8>> {
    let subject_public_key = BitStringRef::from_bytes(der).ok()?;
    let info = SubjectPublicKeyInfoRef { algorithm: pkcs1::ALGORITHM_ID, subject_public_key };
    info.to_der().ok()
}

/// `RSA PRIVATE KEY` (PKCS#1) as PKCS#8.
pub(super) fn pkcs8_of_pkcs1(der: &[u8]) -> Option<Vec<u8>> {
    pkcs8(pkcs1::ALGORITHM_ID, der)
}

/// `EC PRIVATE KEY` (SEC 1) as PKCS#8. The curve stands in it.
pub(super) fn pkcs8_of_sec1(der: &[u8]) -> Option<Vec<u8>> {
    let curve = EcPrivateKey::from_der(der).ok()?.parameters?;
    let parameters = Some(AnyRef::from(&curve));
    pkcs8(AlgorithmIdentifierRef { oid: sec1::ALGORITHM_OID, parameters }, der)
}

fn pkcs8(algorithm: AlgorithmIdentifierRef<'_>, key: &[u8]) -> Option<Vec<u8>> {
    PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(key).ok()?).to_der().ok()
}

/// The public key of an X.509 certificate. The certificate itself is not verified.
pub(super) fn spki_of_certificate(der: &[u8]) -> Option<Vec<u8>> {
    let certificate = Vec::<AnyRef<'_>>::from_der(der).ok()?;
    let fields = certificate.first()?.decode_as::<Vec<AnyRef<'_>>>().ok()?;
    // The version may be missing. Then come serial number, algorithm, issuer, validity, subject, and the key.
    let version = usize::from(fields.first()?.tag().is_context_specific());
    fields.get(version + 5)?.to_der().ok()
}

/// The modulus of an RSA key in `SubjectPublicKeyInfo`.
pub(super) fn modulus_of_spki(der: &[u8]) -> Option<Vec<u8>> {
    let key = SubjectPublicKeyInfoRef::from_der(der).ok()?.subject_public_key;
    let key = RsaPublicKeyRef::from_der(key.as_bytes()?).ok()?;
    Some(key.modulus.as_bytes().to_vec())
}

/// The modulus of an RSA key in PKCS#8.
pub(super) fn modulus_of_pkcs8(der: &[u8]) -> Option<Vec<u8>> {
    let key = PrivateKeyInfoRef::from_der(der).ok()?.private_key;
    let key = RsaPrivateKeyRef::from_der(key.as_bytes()).ok()?;
    Some(key.modulus.as_bytes().to_vec())
}
