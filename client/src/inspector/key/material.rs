//! What somebody has pasted as a key.

use super::pem;
use crate::{
    browser::crypto::{Alg, CryptoError, Key, KeyKind, from_base64},
    inspector::json::{self, Fault},
};
use serde_json::{Map, Value};

/// The keys in what was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// What was pasted.
    pub form: Form,
    /// The keys. There is at least one.
    pub keys: Vec<ParsedKey>,
}

/// What somebody pastes as a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A secret.
    Secret,
    /// PEM, with what its first line says that it is.
    Pem(String),
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
    pub material: Material,
}

/// A key itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Material {
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
pub enum SecretForm {
    /// As it is.
    #[default]
    Text,
    /// As base64, in either alphabet.
    Base64,
    /// As hexadecimal digits.
    Hex,
}

impl SecretForm {
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
    /// A PEM whose lines do not fit together.
    Pem,
    /// A PEM of something that is no key for tokens.
    Label(String),
    /// A private key under a password.
    Encrypted,
    /// A key of OpenSSH, which has a form of its own.
    OpenSsh,
    /// What is in the PEM is no key that tokens are signed with.
    Der,
    /// JSON that is broken.
    Json(Fault),
    /// A JWK without a member that its kind has.
    Missing(&'static str),
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
            Self::Pem => "pem",
            Self::Label(_) => "label",
            Self::Encrypted => "encrypted",
            Self::OpenSsh => "openssh",
            Self::Der => "der",
            Self::Json(_) => "json",
            Self::Missing(_) => "missing",
            Self::Kty(_) => "kty",
            Self::NoKeys => "no_keys",
        }
    }
}

/// A secret as it is written.
pub fn parse_secret(text: &str, form: SecretForm) -> Result<Parsed, KeyFault> {
    if text.is_empty() {
        return Err(KeyFault::Empty);
    }
    let bytes = match form {
        SecretForm::Text => text.as_bytes().to_vec(),
        SecretForm::Base64 => from_base64(text).ok_or(KeyFault::Base64)?,
        SecretForm::Hex => from_hex(text).ok_or(KeyFault::Hex)?,
    };
    let key = ParsedKey {
        kid: None,
        alg: None,
        kind: KeyKind::Secret,
        curve: None,
        private: true,
        material: Material::Secret(bytes),
    };
    Ok(Parsed {
        form: Form::Secret,
        keys: vec![key],
    })
}

/// PEM, a JWK, or a set of them.
pub fn parse_keys(text: &str) -> Result<Parsed, KeyFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(KeyFault::Empty);
    }
    if text.starts_with('{') {
        return parse_json(text);
    }
    if !text.contains("-----BEGIN") {
        return Err(KeyFault::Unknown);
    }
    let (label, material, (kind, curve)) = pem::read(text)?;
    let key = ParsedKey {
        kid: None,
        alg: None,
        kind,
        curve: curve.map(str::to_owned),
        private: matches!(material, Material::Pkcs8(_)),
        material,
    };
    Ok(Parsed {
        form: Form::Pem(label.to_owned()),
        keys: vec![key],
    })
}

fn parse_json(text: &str) -> Result<Parsed, KeyFault> {
    if let (_, Some(fault)) = json::scan(text) {
        return Err(KeyFault::Json(fault));
    }
    let object: Map<String, Value> = serde_json::from_str(text).map_err(|_| KeyFault::Unknown)?;
    let Some(keys) = object.get("keys") else {
        return Ok(Parsed {
            form: Form::Jwk,
            keys: vec![jwk(object)?],
        });
    };
    let keys = keys.as_array().map(Vec::as_slice).unwrap_or_default();
    // A set may have keys in it that are not for signatures.
    let keys: Vec<_> = keys
        .iter()
        .filter_map(|key| jwk(key.as_object()?.clone()).ok())
        .collect();
    if keys.is_empty() {
        return Err(KeyFault::NoKeys);
    }
    Ok(Parsed {
        form: Form::Jwks,
        keys,
    })
}

fn jwk(object: Map<String, Value>) -> Result<ParsedKey, KeyFault> {
    let text = |name: &str| Some(object.get(name)?.as_str()?.to_owned());
    let kty = text("kty").ok_or(KeyFault::Missing("kty"))?;
    let (kind, members): (_, &[_]) = match &*kty {
        "oct" => (KeyKind::Secret, &["k"]),
        "RSA" => (KeyKind::Rsa, &["n", "e"]),
        "EC" => (KeyKind::Ec, &["crv", "x", "y"]),
        "OKP" => (KeyKind::Edwards, &["crv", "x"]),
        _ => return Err(KeyFault::Kty(kty)),
    };
    if let Some(&missing) = members.iter().find(|name| text(name).is_none()) {
        return Err(KeyFault::Missing(missing));
    }
    Ok(ParsedKey {
        kid: text("kid"),
        alg: text("alg"),
        curve: text("crv"),
        private: kind == KeyKind::Secret || object.contains_key("d"),
        kind,
        material: Material::Jwk(object),
    })
}

impl ParsedKey {
    /// Lets the browser read it.
    pub async fn import(&self, algorithm: Alg) -> Result<Key, CryptoError> {
        match &self.material {
            Material::Secret(bytes) => Key::secret(algorithm, bytes).await,
            Material::Jwk(jwk) => Key::jwk(algorithm, jwk).await,
            Material::Spki(der) => Key::spki(algorithm, der).await,
            Material::Pkcs8(der) => Key::pkcs8(algorithm, der).await,
        }
    }

    /// Whether it is of the kind, and on the curve, that an algorithm takes.
    #[must_use]
    pub fn fits(&self, algorithm: Alg) -> bool {
        self.kind == algorithm.kind()
            && algorithm
                .curve()
                .is_none_or(|curve| self.curve.as_deref() == Some(curve))
    }

    /// The bytes of a secret.
    #[must_use]
    pub fn secret(&self) -> Option<Vec<u8>> {
        match &self.material {
            Material::Secret(bytes) => Some(bytes.clone()),
            Material::Jwk(jwk) if self.kind == KeyKind::Secret => {
                shared::compact::from_base64url(jwk.get("k")?.as_str()?)
            }
            _ => None,
        }
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: String = text.split_whitespace().collect();
    let digits = digits.strip_prefix("0x").unwrap_or(&digits);
    if !digits.is_ascii() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (0..digits.len()).step_by(2).map(|at| &digits[at..at + 2]);
    pairs
        .map(|pair| {
            let hex = pair.bytes().all(|digit| digit.is_ascii_hexdigit());
            hex.then(|| u8::from_str_radix(pair, 16).ok()).flatten()
        })
        .collect()
}
