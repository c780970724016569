//! The blocks that stand in PEM files, in whatever form they are.

use super::{
    der::{self, Kind},
    material::{KeyFault, KeyFormat, KeyMaterial, ParsedKey},
};
use crate::lesson::crypto::from_pem;

/// The first key in a PEM text.
pub(super) fn read(text: &str) -> Result<(KeyFormat, ParsedKey), KeyFault> {
    // openssl writes the curve of a key in a block of its own before it.
    let text = match text.split_once("-----END EC PARAMETERS-----") {
        Some((before, rest)) if before.matches("-----BEGIN ").count() == 1 => rest,
        _ => text,
    };
    // The older forms of private keys say so in a line within the block (RFC 1421 §4.6.1.1).
    if text.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(KeyFault::Encrypted);
    }
    let (label, der) = from_pem(text).ok_or(KeyFault::Pem)?;
    let material = match label {
        "PUBLIC KEY" => KeyMaterial::Spki(der),
        "PRIVATE KEY" => KeyMaterial::Pkcs8(der),
        "RSA PUBLIC KEY" => KeyMaterial::Spki(der::spki_of_pkcs1(&der)),
        "RSA PRIVATE KEY" => KeyMaterial::Pkcs8(der::pkcs8_of_pkcs1(&der)),
        "EC PRIVATE KEY" => KeyMaterial::Pkcs8(der::pkcs8_of_sec1(&der).ok_or(KeyFault::Der)?),
        "CERTIFICATE" => KeyMaterial::Spki(der::spki_of_certificate(&der).ok_or(KeyFault::Der)?),
        "ENCRYPTED PRIVATE KEY" => return Err(KeyFault::Encrypted),
        "OPENSSH PRIVATE KEY" => return Err(KeyFault::OpenSsh),
        other => return Err(KeyFault::Label(other.to_owned())),
    };
    let kind = kind(&material).ok_or(KeyFault::Der)?;
    Ok((KeyFormat::Pem(label.to_owned()), key(material, kind)))
}

/// The key in DER that does not say what it is.
pub(super) fn of_der(der: Vec<u8>) -> Option<ParsedKey> {
    let certified = der::spki_of_certificate(&der);
    [KeyMaterial::Spki(der.clone()), KeyMaterial::Pkcs8(der)]
        .into_iter()
        .chain(certified.map(KeyMaterial::Spki))
        .find_map(|material| {
            let kind = kind(&material)?;
            Some(key(material, kind))
        })
}

fn key(material: KeyMaterial, (kind, curve): Kind) -> ParsedKey {
    ParsedKey {
        kid: None,
        alg: None,
        kind,
        curve: curve.map(str::to_owned),
        private: matches!(material, KeyMaterial::Pkcs8(_)),
        material,
    }
}

fn kind(material: &KeyMaterial) -> Option<Kind> {
    match material {
        KeyMaterial::Spki(der) => der::kind_of_spki(der),
        KeyMaterial::Pkcs8(der) => der::kind_of_pkcs8(der),
        KeyMaterial::Secret(_) | KeyMaterial::Jwk(_) => None,
    }
}
