//! Keys as people have them: a secret, PEM, JWK, a set of keys.

mod choose;
mod der;
mod jwk;
mod material;
mod pem;
#[cfg(test)]
mod tests;

pub use choose::{Chosen, choose};
pub use material::{KeyFault, KeyFormat, ParsedKey, ParsedKeys, SecretEncoding};

use crate::lesson::{crypto::KeyKind, hex::from_hex};
use material::KeyMaterial;
use pem::from_base64;

pub fn parse_secret(text: &str, encoding: SecretEncoding) -> Result<ParsedKeys, KeyFault> {
    if text.is_empty() {
        return Err(KeyFault::Empty);
    }
    if is_another_key(text) {
        return Err(KeyFault::NoSecret);
    }
    let bytes = match encoding {
        SecretEncoding::Text => text.as_bytes().to_vec(),
        SecretEncoding::Base64 => from_base64(text).ok_or(KeyFault::Base64)?,
        SecretEncoding::Hex => from_hex(text).ok_or(KeyFault::Hex)?,
    };
    Ok(ParsedKeys { format: KeyFormat::Secret, keys: vec![secret(bytes)] })
}

pub fn secret(bytes: Vec<u8>) -> ParsedKey {
    ParsedKey {
        kid: None,
        alg: None,
        kind: KeyKind::Secret,
        curve: None,
        private: true,
        material: KeyMaterial::Secret(bytes),
    }
}

/// PEM, DER in base64, a JWK, or a set of them.
pub fn parse_keys(text: &str) -> Result<ParsedKeys, KeyFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(KeyFault::Empty);
    }
    if text.starts_with(['{', '[']) {
        return jwk::read(text);
    }
    if text.contains("-----BEGIN") {
        // As it stands in variables and in JSON: on one line, with the line breaks as escapes.
        let text = text.replace("\\r", "").replace("\\n", "\n");
        let (format, key) = pem::read(&text)?;
        return Ok(ParsedKeys { format, keys: vec![key] });
    }
    if ["ssh-", "ecdsa-sha2-"].iter().any(|name| text.starts_with(name)) {
        return Err(KeyFault::SshPublic);
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        return Err(KeyFault::Address);
    }
    let key = from_base64(text).and_then(pem::of_der);
    Ok(ParsedKeys { format: KeyFormat::Der, keys: vec![key.ok_or(KeyFault::Unknown)?] })
}

fn is_another_key(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("-----BEGIN ")
        || (text.starts_with('{') && (text.contains("\"kty\"") || text.contains("\"keys\"")))
}
