//! Keys and signatures by `WebCrypto`, for tokens of any kind: what the inspector checks and what the lab forges.
//!
//! Nothing here judges a token. That is for `shared::verify`, which asks whether a signature is right.

mod algorithm;
pub mod jwe;
mod pem;
mod subtle;

pub use algorithm::{Alg, KeyKind};
pub use pem::{from_base64, from_pem, to_pem};

use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// Why the browser did not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CryptoError {
    /// There is no `WebCrypto`: over plain http from another machine browsers take it away.
    Unavailable,
    /// This browser does not have the algorithm.
    Unsupported,
    /// This is no key of that algorithm.
    BadKey,
    /// The public half of a key cannot sign.
    CannotSign,
}

/// A key with its one algorithm.
#[derive(Clone, Debug)]
pub struct Key {
    algorithm: Alg,
    signing: Option<JsValue>,
    verifying: JsValue,
}

/// The members of a JWK that make up the key, without what it says about its use (RFC 7517 §4, RFC 7518 §6):
/// browsers refuse a key that is used in another way, and here that is for the caller to judge.
const MATERIAL: [&str; 13] =
    ["kty", "crv", "x", "y", "n", "e", "k", "d", "p", "q", "dp", "dq", "qi"];
/// Of these, the ones that an asymmetric key keeps to itself.
const PRIVATE: [&str; 6] = ["d", "p", "q", "dp", "dq", "qi"];

impl Key {
    /// The secret of an HMAC.
    pub async fn secret(algorithm: Alg, bytes: &[u8]) -> Result<Self, CryptoError> {
        // Some browsers refuse an empty key. HMAC fills a short key up with zeros (RFC 2104 §2), so a single
        // zero is the same key.
        let bytes = if bytes.is_empty() { &[0] } else { bytes };
        let data = js_sys::Uint8Array::from(bytes).into();
        let key =
            subtle::import("raw", &data, &algorithm.parameters(), &["sign", "verify"]).await?;
        Ok(Self { algorithm, signing: Some(key.clone()), verifying: key })
    }

    /// A public key as `SubjectPublicKeyInfo` in DER (RFC 5280 §4.1).
    pub async fn spki(algorithm: Alg, der: &[u8]) -> Result<Self, CryptoError> {
        let data = js_sys::Uint8Array::from(der).into();
        Ok(Self {
            algorithm,
            signing: None,
            verifying: subtle::import("spki", &data, &algorithm.parameters(), &["verify"]).await?,
        })
    }

    /// A private key as PKCS#8 in DER (RFC 5208); its public half comes with it.
    pub async fn pkcs8(algorithm: Alg, der: &[u8]) -> Result<Self, CryptoError> {
        let data = js_sys::Uint8Array::from(der).into();
        let signing = subtle::import("pkcs8", &data, &algorithm.parameters(), &["sign"]).await?;
        let jwk = subtle::export_jwk(&signing).await?;
        Self::with_public_half(algorithm, signing, &jwk).await
    }

    /// A key in PEM, as `-----BEGIN PUBLIC KEY-----` (SPKI) or `-----BEGIN PRIVATE KEY-----` (PKCS#8).
    pub async fn pem(algorithm: Alg, text: &str) -> Result<Self, CryptoError> {
        match from_pem(text) {
            Some(("PUBLIC KEY", der)) => Self::spki(algorithm, &der).await,
            Some(("PRIVATE KEY", der)) => Self::pkcs8(algorithm, &der).await,
            _ => Err(CryptoError::BadKey),
        }
    }

    /// A key as JWK, private, public or secret. Its `alg`, `use` and `key_ops` are not looked at.
    pub async fn jwk(algorithm: Alg, jwk: &Map<String, Value>) -> Result<Self, CryptoError> {
        if algorithm.kind() == KeyKind::Secret {
            let secret = jwk.get("k").and_then(Value::as_str);
            let bytes = secret.and_then(shared::compact::from_base64url);
            return Self::secret(algorithm, &bytes.ok_or(CryptoError::BadKey)?).await;
        }
        if !jwk.contains_key("d") {
            return Ok(Self {
                algorithm,
                signing: None,
                verifying: import_jwk(algorithm, jwk, &[], "verify").await?,
            });
        }
        let signing = import_jwk(algorithm, jwk, &[], "sign").await?;
        Self::with_public_half(algorithm, signing, jwk).await
    }

    /// A fresh key, made by this browser: a secret, or a pair.
    pub async fn generate(algorithm: Alg) -> Result<Self, CryptoError> {
        let made = subtle::generate(algorithm).await?;
        let half = |name: &str| {
            js_sys::Reflect::get(&made, &name.into()).ok().filter(|key| !key.is_undefined())
        };
        Ok(Self {
            algorithm,
            signing: half("privateKey").or_else(|| Some(made.clone())),
            verifying: half("publicKey").unwrap_or_else(|| made.clone()),
        })
    }

    async fn with_public_half(
        algorithm: Alg,
        signing: JsValue,
        jwk: &Map<String, Value>,
    ) -> Result<Self, CryptoError> {
        Ok(Self {
            algorithm,
            signing: Some(signing),
            verifying: import_jwk(algorithm, jwk, &PRIVATE, "verify").await?,
        })
    }

    /// How this key signs.
    #[must_use]
    pub const fn algorithm(&self) -> Alg {
        self.algorithm
    }

    /// Whether it is more than the public half of a key.
    #[must_use]
    pub const fn can_sign(&self) -> bool {
        self.signing.is_some()
    }

    /// Signs, in the form that a token has: for ECDSA that is `r` and `s` side by side (RFC 7518 §3.4).
    pub async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let key = self.signing.as_ref().ok_or(CryptoError::CannotSign)?;
        subtle::sign(self.algorithm, key, message).await
    }

    /// Whether this key has made that signature of this message.
    pub async fn verify(&self, signature: &[u8], message: &[u8]) -> Result<bool, CryptoError> {
        subtle::verify(self.algorithm, &self.verifying, signature, message).await
    }

    /// The whole key as JWK: what signs, if it can, else what verifies.
    pub async fn to_jwk(&self) -> Result<Map<String, Value>, CryptoError> {
        let jwk = subtle::export_jwk(self.signing.as_ref().unwrap_or(&self.verifying)).await?;
        Ok(material(&jwk, &[]))
    }

    /// The public half as JWK; of a secret, which has none, the secret.
    pub async fn to_public_jwk(&self) -> Result<Map<String, Value>, CryptoError> {
        Ok(material(&subtle::export_jwk(&self.verifying).await?, &PRIVATE))
    }

    /// The public half as `SubjectPublicKeyInfo` in DER. A secret has none.
    pub async fn to_spki(&self) -> Result<Vec<u8>, CryptoError> {
        subtle::export_bytes("spki", &self.verifying).await
    }
}

/// HMAC-SHA256 of a message.
pub async fn hmac_sha256(key: &[u8], message: &[u8]) -> Result<Vec<u8>, CryptoError> {
    Key::secret(Alg::Hs256, key).await?.sign(message).await
}

async fn import_jwk(
    algorithm: Alg,
    jwk: &Map<String, Value>,
    without: &[&str],
    usage: &str,
) -> Result<JsValue, CryptoError> {
    let jwk = Value::Object(material(jwk, without)).to_string();
    let data = js_sys::JSON::parse(&jwk).map_err(|_| CryptoError::BadKey)?;
    subtle::import("jwk", &data, &algorithm.parameters(), &[usage]).await
}

fn material(jwk: &Map<String, Value>, without: &[&str]) -> Map<String, Value> {
    let kept = |name: &str| MATERIAL.contains(&name) && !without.contains(&name);
    jwk.iter()
        .filter(|(name, _)| kept(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
