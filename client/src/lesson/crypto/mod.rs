//! Keys and signatures by `WebCrypto`, for tokens of any kind: what the inspector checks and what the lab forges.
//! Whether a token is accepted is for `shared::verify`.

mod algorithm;
pub mod jwe;
mod subtle;

pub use algorithm::{Alg, KeyKind};

use js_sys::{Object, Reflect, Uint8Array};
use serde_json::{Map, Value};
use strum::{IntoStaticStr, VariantNames};
use wasm_bindgen::JsCast;
use web_sys::CryptoKey;

/// Why the browser did not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum CryptoError {
    /// There is no `WebCrypto`: over plain http from another machine browsers take it away.
    Unavailable,
    Unsupported,
    BadKey,
    /// The public half of a key cannot sign.
    CannotSign,
}

#[derive(Clone, Debug)]
pub struct Key {
    pub algorithm: Alg,
    signing: Option<CryptoKey>,
    verifying: CryptoKey,
}

/// The members of a JWK that make up the key, without what it says about its use (RFC 7517 §4, RFC 7518 §6):
/// browsers refuse a key that is used in another way, and here that is for the caller to decide.
const MATERIAL: [&str; 13] =
    ["kty", "crv", "x", "y", "n", "e", "k", "d", "p", "q", "dp", "dq", "qi"];
/// Of these, the private ones of an asymmetric key.
const PRIVATE: [&str; 6] = ["d", "p", "q", "dp", "dq", "qi"];

impl Key {
    pub async fn secret(algorithm: Alg, bytes: &[u8]) -> Result<Self, CryptoError> {
        // Some browsers refuse an empty key. HMAC fills a short key up with zeros (RFC 2104 §2), so a single
        // zero is the same key.
        let bytes = Uint8Array::from(if bytes.is_empty() { &[0] } else { bytes });
        let parameters = algorithm.parameters();
        let key = subtle::import("raw", &bytes, &parameters, &["sign", "verify"]).await?;
        Ok(Self { algorithm, signing: Some(key.clone()), verifying: key })
    }

    /// A public key as `SubjectPublicKeyInfo` in DER (RFC 5280 §4.1).
    pub async fn spki(algorithm: Alg, der: &[u8]) -> Result<Self, CryptoError> {
        let (der, parameters) = (Uint8Array::from(der), algorithm.parameters());
        let verifying = subtle::import("spki", &der, &parameters, &["verify"]).await?;
        Ok(Self { algorithm, signing: None, verifying })
    }

    /// A private key as PKCS#8 in DER (RFC 5208); its public half comes with it.
    pub async fn pkcs8(algorithm: Alg, der: &[u8]) -> Result<Self, CryptoError> {
        let (der, parameters) = (Uint8Array::from(der), algorithm.parameters());
        let signing = subtle::import("pkcs8", &der, &parameters, &["sign"]).await?;
        let jwk = subtle::export_jwk(&signing).await?;
        let verifying = import_jwk(algorithm, &jwk, &PRIVATE, "verify").await?;
        Ok(Self { algorithm, signing: Some(signing), verifying })
    }

    /// A key as JWK, private, public or secret. Its `alg`, `use` and `key_ops` are not looked at.
    pub async fn jwk(algorithm: Alg, jwk: &Map<String, Value>) -> Result<Self, CryptoError> {
        if algorithm.kind() == KeyKind::Secret {
            let secret = jwk.get("k").and_then(Value::as_str);
            let bytes = secret.and_then(shared::compact::from_base64url);
            return Self::secret(algorithm, &bytes.ok_or(CryptoError::BadKey)?).await;
        }
        let signing = if jwk.contains_key("d") {
            Some(import_jwk(algorithm, jwk, &[], "sign").await?)
        } else {
            None
        };
        let verifying = import_jwk(algorithm, jwk, &PRIVATE, "verify").await?;
        Ok(Self { algorithm, signing, verifying })
    }

    /// A fresh key, made by this browser: a secret, or a pair.
    pub async fn generate(algorithm: Alg) -> Result<Self, CryptoError> {
        let made = subtle::generate(algorithm).await?;
        let half = |name: &str| {
            let half = Reflect::get(&made, &name.into()).ok().filter(|half| !half.is_undefined());
            half.unwrap_or_else(|| made.clone()).unchecked_into()
        };
        Ok(Self { algorithm, signing: Some(half("privateKey")), verifying: half("publicKey") })
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
        subtle::export_spki(&self.verifying).await
    }
}

pub async fn hmac_sha256(key: &[u8], message: &[u8]) -> Result<Vec<u8>, CryptoError> {
    Key::secret(Alg::Hs256, key).await?.sign(message).await
}

async fn import_jwk(
    algorithm: Alg,
    jwk: &Map<String, Value>,
    without: &[&str],
    usage: &str,
) -> Result<CryptoKey, CryptoError> {
    let data = to_js(&Value::Object(material(jwk, without)))?;
    subtle::import("jwk", &data, &algorithm.parameters(), &[usage]).await
}

fn material(jwk: &Map<String, Value>, without: &[&str]) -> Map<String, Value> {
    let kept = |name: &str| MATERIAL.contains(&name) && !without.contains(&name);
    jwk.iter()
        .filter(|(name, _)| kept(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn to_js(jwk: &Value) -> Result<Object, CryptoError> {
    let jwk = js_sys::JSON::parse(&jwk.to_string()).map_err(|_| CryptoError::BadKey)?;
    Ok(jwk.unchecked_into())
}
