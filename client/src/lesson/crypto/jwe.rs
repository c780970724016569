//! Encrypting to a public key: a JWE in compact serialization (RFC 7516 §5.1), as any client can make one.

use super::{CryptoError, subtle, to_js};
use js_sys::Uint8Array;
use serde_json::{Value, json};
use shared::compact::base64url;

/// The length of the tag that AES-GCM appends, in bytes.
const TAG: usize = 16;

/// Encrypts `content` to the RSA key `jwk`, which has the id `kid`, by RSA-OAEP-256 and A256GCM (RFC 7518 §4.3,
/// §5.3).
pub async fn encrypt(kid: &str, jwk: &Value, content: &[u8]) -> Result<String, CryptoError> {
    let header = json!({"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": kid}).to_string();
    let header = base64url(header.as_bytes());
    let (key, iv) = (subtle::random::<32>()?, subtle::random::<12>()?);

    let rsa = subtle::parameters(&[("name", "RSA-OAEP".into()), ("hash", "SHA-256".into())]);
    // The key says that its use is to verify, and browsers would refuse to encrypt with it.
    let member = |name| jwk.get(name).ok_or(CryptoError::BadKey);
    let public = json!({"kty": "RSA", "n": member("n")?, "e": member("e")?});
    let public = to_js(&public)?;
    let public = subtle::import("jwk", &public, &rsa, &["encrypt"]).await?;
    let wrapped = subtle::encrypt(&rsa, &public, &key).await?;

    let aad = Uint8Array::from(header.as_bytes());
    let aes = subtle::parameters(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(&iv[..]).into()),
        ("additionalData", aad.into()),
    ]);
    let key = Uint8Array::from(&key[..]);
    let key = subtle::import("raw", &key, &aes, &["encrypt"]).await?;
    let sealed = subtle::encrypt(&aes, &key, content).await?;
    let split = sealed.len().saturating_sub(TAG);
    let (text, tag) = sealed.split_at(split);
    let [wrapped, iv, text, tag] = [&wrapped[..], &iv, text, tag].map(base64url);
    Ok(format!("{header}.{wrapped}.{iv}.{text}.{tag}"))
}
