//! Keys in PEM (RFC 7468), in the current and in the older forms.

use super::{
    der,
    material::{KeyFault, KeyFormat, KeyMaterial, ParsedKey},
};
use shared::compact::from_base64url;

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
        "PUBLIC KEY" => Some(KeyMaterial::Spki(der)),
        "PRIVATE KEY" => Some(KeyMaterial::Pkcs8(der)),
        "RSA PUBLIC KEY" => der::spki_of_pkcs1(&der).map(KeyMaterial::Spki),
        "RSA PRIVATE KEY" => der::pkcs8_of_pkcs1(&der).map(KeyMaterial::Pkcs8),
        "EC PRIVATE KEY" => der::pkcs8_of_sec1(&der).map(KeyMaterial::Pkcs8),
        "CERTIFICATE" => der::spki_of_certificate(&der).map(KeyMaterial::Spki),
        "ENCRYPTED PRIVATE KEY" => return Err(KeyFault::Encrypted),
        "OPENSSH PRIVATE KEY" => return Err(KeyFault::OpenSsh),
        other => return Err(KeyFault::Label(other.to_owned())),
    };
    let key = material.and_then(key_of).ok_or(KeyFault::Der)?;
    Ok((KeyFormat::Pem(label.to_owned()), key))
}

/// A key in DER without a label: public, private, or a certificate.
pub(super) fn of_der(der: Vec<u8>) -> Option<ParsedKey> {
    let certified = der::spki_of_certificate(&der).map(KeyMaterial::Spki);
    let forms = [KeyMaterial::Spki(der.clone()), KeyMaterial::Pkcs8(der)];
    forms.into_iter().chain(certified).find_map(key_of)
}

fn key_of(material: KeyMaterial) -> Option<ParsedKey> {
    let (kind, curve) = match &material {
        KeyMaterial::Spki(der) => der::kind_of_spki(der)?,
        KeyMaterial::Pkcs8(der) => der::kind_of_pkcs8(der)?,
        KeyMaterial::Secret(_) | KeyMaterial::Jwk(_) => return None,
    };
    let private = matches!(material, KeyMaterial::Pkcs8(_));
    let curve = curve.map(str::to_owned);
    Some(ParsedKey { kid: None, alg: None, kind, curve, private, material })
}

/// The label of the first block of PEM, and its bytes. The crates for PEM want line breaks where the standard has them,
/// and people paste keys without.
fn from_pem(text: &str) -> Option<(&str, Vec<u8>)> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, end) = rest.split_once("-----END ")?;
    end.starts_with(label).then_some(())?;
    Some((label, from_base64(body)?))
}

/// Reads base64 in either alphabet, with or without padding, white space anywhere.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let letters: String = text.split_whitespace().collect();
    from_base64url(letters.replace('+', "-").replace('/', "_").trim_end_matches('='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pkcs8::{LineEnding, der::pem::encode_string};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn pem_is_read_as_it_was_written() {
        for length in [0, 1, 2, 3, 47, 48, 49, 294] {
            let der: Vec<u8> = (0..=255).cycle().take(length).collect();
            let pem = encode_string("PUBLIC KEY", LineEnding::LF, &der).expect("it is short");
            assert_eq!(from_pem(&pem), Some(("PUBLIC KEY", der)));
        }
        assert_eq!(from_pem("-----BEGIN A-----\nYQ==\n-----END B-----"), None);
        assert_eq!(from_pem("-----BEGIN A-----\n?\n-----END A-----"), None);
        assert_eq!(from_pem("YQ=="), None);
    }
}
