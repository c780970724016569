//! What somebody has pasted as a key.

use super::der;
use crate::lesson::{
    crypto::{Alg, CryptoError, Key, KeyKind},
    inspector::json::JsonFault,
};
use serde_json::{Map, Value};

/// The keys in what was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// What was pasted.
    pub form: KeyFormat,
    /// The keys. There is at least one.
    pub keys: Vec<ParsedKey>,
}

/// What somebody pastes as a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFormat {
    /// A secret.
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

/// A key that can be told to be one. Whether its numbers are any good only the browser finds out.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedKey {
    /// Its id, if it has one.
    pub kid: Option<String>,
    /// Its one algorithm, if it says so.
    pub alg: Option<String>,
    /// What kind of key it is.
    pub kind: KeyKind,
    /// The curve, if it is on one.
    pub curve: Option<String>,
    /// Whether it can sign.
    pub private: bool,
    /// The key itself.
    pub material: KeyMaterial,
}

/// A key itself.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyMaterial {
    /// The bytes of a secret.
    Secret(Vec<u8>),
    /// A JWK.
    Jwk(Map<String, Value>),
    /// A public key in DER.
    Spki(Vec<u8>),
    /// A private key in DER.
    Pkcs8(Vec<u8>),
}

/// How a secret is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecretEncoding {
    /// As it is.
    #[default]
    Text,
    /// As base64, in either alphabet.
    Base64,
    /// As hexadecimal digits.
    Hex,
}

impl SecretEncoding {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Text, Self::Base64, Self::Hex];

    /// The name in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Base64 => "base64",
            Self::Hex => "hex",
        }
    }

    /// The one with this [`name`](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// Why something is no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// Nothing is there.
    Empty,
    /// Not base64.
    Base64,
    /// Not hexadecimal.
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
    OpenSsh,
    /// A public key of OpenSSH.
    SshPublic,
    /// What is in the PEM is no key that tokens are signed with.
    Der,
    /// JSON that is broken.
    Json(JsonFault),
    /// A JWK without a member that its kind has.
    Missing(&'static str),
    /// A JWK with a member that is not base64url.
    Member(&'static str),
    /// A JWK of a kind that signs no tokens.
    Kty(String),
    /// A set without keys.
    NoKeys,
}

impl KeyFault {
    /// The name under which tests find it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Base64 => "base64",
            Self::Hex => "hex",
            Self::Unknown => "unknown",
            Self::NoSecret => "no_secret",
            Self::Address => "address",
            Self::Pem => "pem",
            Self::Label(_) => "label",
            Self::Encrypted => "encrypted",
            Self::OpenSsh => "openssh",
            Self::SshPublic => "ssh_public",
            Self::Der => "der",
            Self::Json(_) => "json",
            Self::Missing(_) => "missing",
            Self::Member(_) => "member",
            Self::Kty(_) => "kty",
            Self::NoKeys => "no_keys",
        }
    }
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
    #[must_use]
    pub fn fits(&self, algorithm: Alg) -> bool {
        self.kind == algorithm.kind()
            && algorithm.curve().is_none_or(|curve| self.curve.as_deref() == Some(curve))
    }

    /// The bytes of a secret.
    #[must_use]
    pub fn secret(&self) -> Option<Vec<u8>> {
        match &self.material {
            KeyMaterial::Secret(bytes) => Some(bytes.clone()),
            KeyMaterial::Jwk(jwk) if self.kind == KeyKind::Secret => {
                shared::compact::from_base64url(jwk.get("k")?.as_str()?)
            }
            _ => None,
        }
    }

    /// The length of an RSA key in bits.
    #[must_use]
    pub fn rsa_bits(&self) -> Option<usize> {
        let modulus = match &self.material {
            KeyMaterial::Jwk(jwk) if self.kind == KeyKind::Rsa => {
                shared::compact::from_base64url(jwk.get("n")?.as_str()?)?
            }
            KeyMaterial::Spki(der) => der::modulus_of_spki(der)?.to_vec(),
            KeyMaterial::Pkcs8(der) => der::modulus_of_pkcs8(der)?.to_vec(),
            KeyMaterial::Jwk(_) | KeyMaterial::Secret(_) => return None,
        };
        let zeros = modulus.iter().take_while(|&&byte| byte == 0).count();
        let first = modulus.get(zeros)?;
        Some((modulus.len() - zeros) * 8 - first.leading_zeros() as usize)
    }
}
