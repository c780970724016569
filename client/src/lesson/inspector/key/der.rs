//! As much of DER as it takes to see what kind of key something is, and to put the older forms of keys into
//! the ones that browsers read (X.690, RFC 5280, RFC 5208, RFC 5915, RFC 8017).

use crate::lesson::crypto::KeyKind;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const CONTEXT_0: u8 = 0xA0;

const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1];
const RSA_PSS: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 10];
const EC: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1];
const ED25519: &[u8] = &[0x2B, 0x65, 0x70];
const CURVES: [(&[u8], &str); 4] = [
    (&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7], "P-256"),
    (&[0x2B, 0x81, 0x04, 0x00, 0x22], "P-384"),
    (&[0x2B, 0x81, 0x04, 0x00, 0x23], "P-521"),
    (&[0x2B, 0x81, 0x04, 0x00, 0x0A], "secp256k1"),
];

/// What kind of key it is, and on which curve.
pub(super) type Kind = (KeyKind, Option<&'static str>);

/// Looks into `SubjectPublicKeyInfo`.
pub(super) fn kind_of_spki(der: &[u8]) -> Option<Kind> {
    let algorithm = inside(der, SEQUENCE)?;
    kind(inside(algorithm, SEQUENCE)?)
}

/// Looks into PKCS#8.
pub(super) fn kind_of_pkcs8(der: &[u8]) -> Option<Kind> {
    let (version, rest) = next(inside(der, SEQUENCE)?)?;
    (version.tag == INTEGER).then_some(())?;
    kind(inside(rest, SEQUENCE)?)
}

/// `RSA PUBLIC KEY` (PKCS#1) as `SubjectPublicKeyInfo`.
pub(super) fn spki_of_pkcs1(der: &[u8]) -> Vec<u8> {
    let bits = [&[0], der].concat();
    wrap(SEQUENCE, &[rsa_algorithm(), wrap(BIT_STRING, &[bits])])
}

/// `RSA PRIVATE KEY` (PKCS#1) as PKCS#8.
pub(super) fn pkcs8_of_pkcs1(der: &[u8]) -> Vec<u8> {
    pkcs8(rsa_algorithm(), der)
}

/// `EC PRIVATE KEY` (SEC 1) as PKCS#8. The curve stands in it.
pub(super) fn pkcs8_of_sec1(der: &[u8]) -> Option<Vec<u8>> {
    let mut rest = inside(der, SEQUENCE)?;
    loop {
        let (element, after) = next(rest)?;
        if element.tag == CONTEXT_0 {
            let curve = wrap(OID, &[inside(element.content, OID)?.to_vec()]);
            let algorithm = wrap(SEQUENCE, &[wrap(OID, &[EC.to_vec()]), curve]);
            return Some(pkcs8(algorithm, der));
        }
        rest = after;
    }
}

/// The public key of an X.509 certificate. Nobody has checked the certificate.
pub(super) fn spki_of_certificate(der: &[u8]) -> Option<Vec<u8>> {
    let mut rest = inside(inside(der, SEQUENCE)?, SEQUENCE)?;
    if rest.first() == Some(&CONTEXT_0) {
        rest = next(rest)?.1;
    }
    // Serial number, algorithm, issuer, validity, subject.
    for _ in 0..5 {
        rest = next(rest)?.1;
    }
    let (key, _) = next(rest)?;
    Some(wrap(SEQUENCE, &[key.content.to_vec()]))
}

/// The modulus of an RSA key in `SubjectPublicKeyInfo`.
pub(super) fn modulus_of_spki(der: &[u8]) -> Option<&[u8]> {
    let (algorithm, rest) = next(inside(der, SEQUENCE)?)?;
    matches!(kind(algorithm.content)?, (KeyKind::Rsa, _)).then_some(())?;
    // The first byte of a bit string counts the bits that are missing at its end.
    let key = inside(rest, BIT_STRING)?.get(1..)?;
    inside(inside(key, SEQUENCE)?, INTEGER)
}

/// The modulus of an RSA key in PKCS#8.
pub(super) fn modulus_of_pkcs8(der: &[u8]) -> Option<&[u8]> {
    let (_version, rest) = next(inside(der, SEQUENCE)?)?;
    let (algorithm, rest) = next(rest)?;
    matches!(kind(algorithm.content)?, (KeyKind::Rsa, _)).then_some(())?;
    let key = inside(inside(rest, OCTET_STRING)?, SEQUENCE)?;
    let (_version, rest) = next(key)?;
    inside(rest, INTEGER)
}

fn kind(algorithm: &[u8]) -> Option<Kind> {
    let (name, parameters) = next(algorithm)?;
    (name.tag == OID).then_some(())?;
    match name.content {
        RSA | RSA_PSS => Some((KeyKind::Rsa, None)),
        ED25519 => Some((KeyKind::Edwards, Some("Ed25519"))),
        EC => {
            let curve = inside(parameters, OID)?;
            let (_, name) = CURVES.into_iter().find(|(oid, _)| *oid == curve)?;
            Some((KeyKind::Ec, Some(name)))
        }
        _ => None,
    }
}

fn rsa_algorithm() -> Vec<u8> {
    wrap(SEQUENCE, &[wrap(OID, &[RSA.to_vec()]), vec![5, 0]])
}

fn pkcs8(algorithm: Vec<u8>, key: &[u8]) -> Vec<u8> {
    let version = vec![INTEGER, 1, 0];
    let key = wrap(OCTET_STRING, &[key.to_vec()]);
    wrap(SEQUENCE, &[version, algorithm, key])
}

struct Element<'d> {
    tag: u8,
    content: &'d [u8],
}

/// The content of the first element, if that has this tag.
fn inside(der: &[u8], tag: u8) -> Option<&[u8]> {
    let (element, _) = next(der)?;
    (element.tag == tag).then_some(element.content)
}

/// The first element, and what follows it.
fn next(der: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    let mut length = usize::from(first);
    if first >= 0x80 {
        let (digits, after) = rest.split_at_checked(usize::from(first & 0x7F))?;
        (1..=4).contains(&digits.len()).then_some(())?;
        length = digits.iter().fold(0, |sum, &digit| sum << 8 | usize::from(digit));
        rest = after;
    }
    let (content, after) = rest.split_at_checked(length)?;
    Some((Element { tag, content }, after))
}

fn wrap(tag: u8, contents: &[Vec<u8>]) -> Vec<u8> {
    let content = contents.concat();
    let mut der = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short) if short < 0x80 => der.push(short),
        _ => {
            let digits = content.len().to_be_bytes();
            let zeros = digits.iter().take_while(|&&digit| digit == 0).count();
            let digits = &digits[zeros..];
            der.push(0x80 | u8::try_from(digits.len()).unwrap_or_default());
            der.extend(digits);
        }
    }
    der.extend(content);
    der
}
