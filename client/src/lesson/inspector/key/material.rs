//! The keys in a text, and why there may be none.

use super::der;
use crate::lesson::{
    crypto::{Alg, CryptoError, Key, KeyKind},
    inspector::json::JsonFault,
};
use serde_json::{Map, Value};
use shared::compact::from_base64url;
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};

#[derive(Clone, Debug, PartialEq)]
pub struct ParsedKeys {
    pub format: KeyFormat,
    /// At least one.
    pub keys: Vec<ParsedKey>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFormat {
    Secret,
    /// PEM, with what its first line says that it is.
    Pem(String),
    /// DER in base64, without the lines of PEM around it.
    Der,
    /// One key in JSON (RFC 7517 §4).
    Jwk,
    /// A set of them (RFC 7517 §5).
    Jwks,
}

/// A key of a known kind. Only the browser finds out whether its numbers are valid.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedKey {
    pub kid: Option<String>,
    /// Its one algorithm, if it says so.
    pub alg: Option<String>,
    pub kind: KeyKind,
    pub curve: Option<String>,
    /// Whether it can sign.
    pub private: bool,
    pub material: KeyMaterial,
}

#[derive(Clone, Debug, PartialEq)]
pub enum KeyMaterial {
    Secret(Vec<u8>),
    Jwk(Map<String, Value>),
    /// A public key in DER.
    Spki(Vec<u8>),
    Pkcs8(Vec<u8>),
}

/// How a secret is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum SecretEncoding {
    #[default]
    Text,
    /// As base64, in either alphabet.
    Base64,
    Hex,
}

/// Why something is no key. Tests find it by the name of its variant in snake case.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum KeyFault {
    Empty,
    Base64,
    Hex,
    /// Neither PEM nor JSON.
    Unknown,
    /// A key of another form in the field for a secret.
    NoSecret,
    /// The address of a set, or a document that has it.
    Address,
    /// A PEM whose lines do not fit together.
    Pem,
    /// A PEM of something that is no key for tokens.
    Label(String),
    /// A private key under a password.
    Encrypted,
    /// A private key of OpenSSH, which has a form of its own.
    #[strum(serialize = "openssh")]
    OpenSsh,
    SshPublic,
    /// A PEM whose content is no key for signatures.
    Der,
    Json(JsonFault),
    /// A JWK without a member that its kind has.
    Missing(&'static str),
    /// A JWK with a member that is not base64url.
    Member(&'static str),
    /// A JWK of a kind that signs no tokens.
    Kty(String),
    NoKeys,
}

impl ParsedKey {
    /// Lets the browser read it.
    pub async fn import(&self, algorithm: Alg) -> Result<Key, CryptoError> {
        match &self.material {
            KeyMaterial::Secret(bytes) => Key::secret(algorithm, bytes).await,
            KeyMaterial::Jwk(jwk) => Key::jwk(algorithm, jwk).await,
            KeyMaterial::Spki(der) => Key::spki(algorithm, der).await,
            KeyMaterial::Pkcs8(der) => Key::pkcs8(algorithm, der).await,
        }
    }

    /// Whether it is of the kind, and on the curve, that an algorithm takes.
    pub fn fits(&self, algorithm: Alg) -> bool {
        self.kind == algorithm.kind()
            && algorithm.curve().is_none_or(|curve| self.curve.as_deref() == Some(curve))
    }

    pub fn secret(&self) -> Option<Vec<u8>> {
        match &self.material {
            KeyMaterial::Secret(bytes) => Some(bytes.clone()),
            KeyMaterial::Jwk(jwk) if self.kind == KeyKind::Secret => {
                from_base64url(jwk.get("k")?.as_str()?)
            }
            _ => None,
        }
    }

    pub fn rsa_bits(&self) -> Option<usize> {
        let modulus = match &self.material {
            KeyMaterial::Jwk(jwk) if self.kind == KeyKind::Rsa => {
                from_base64url(jwk.get("n")?.as_str()?)?
            }
            KeyMaterial::Spki(der) => der::modulus_of_spki(der)?,
            KeyMaterial::Pkcs8(der) => der::modulus_of_pkcs8(der)?,
            KeyMaterial::Jwk(_) | KeyMaterial::Secret(_) => return None,
        };
        let zeros = modulus.iter().take_while(|&&byte| byte == 0).count();
        let first = modulus.get(zeros)?;
        Some((modulus.len() - zeros) * 8 - first.leading_zeros() as usize)
    }
}
