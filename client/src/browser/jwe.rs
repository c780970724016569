//! Encrypting to a public key: a JWE in compact serialization (RFC 7516 §5.1), as everybody can make one.

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use serde_json::{Value, json};
use shared::compact::base64url;
use wasm_bindgen::{JsCast, JsValue, prelude::*};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Crypto;
    #[derive(Clone)]
    type Subtle;

    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: Option<Crypto>;

    // Absent over plain http from another machine.
    #[wasm_bindgen(method, getter)]
    fn subtle(this: &Crypto) -> Option<Subtle>;

    #[wasm_bindgen(method, catch, js_name = getRandomValues)]
    fn fill_random(this: &Crypto, bytes: &Uint8Array) -> Result<Uint8Array, JsValue>;

    #[wasm_bindgen(method, catch, js_name = importKey)]
    async fn import_key(
        this: &Subtle,
        format: &str,
        data: &JsValue,
        algorithm: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn encrypt(
        this: &Subtle,
        algorithm: &Object,
        key: &JsValue,
        data: &Uint8Array,
    ) -> Result<JsValue, JsValue>;
}

/// The length of the tag that AES-GCM puts behind what it has encrypted, in bytes.
const TAG: usize = 16;

/// Encrypts `content` to the RSA key `jwk`, which has the id `kid`, by RSA-OAEP-256 and A256GCM (RFC 7518 §4.3,
/// §5.3). `None` where the browser does not.
pub async fn encrypt(kid: &str, jwk: &Value, content: &[u8]) -> Option<String> {
    let header = json!({"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": kid}).to_string();
    let header = base64url(header.as_bytes());
    let crypto = CRYPTO.with(Clone::clone)?;
    let subtle = crypto.subtle()?;
    let (key, iv) = (random(&crypto, 32)?, random(&crypto, 12)?);

    let rsa = options(&[("name", "RSA-OAEP".into()), ("hash", "SHA-256".into())]);
    // Without what the key says about its use, which is to verify.
    let public = json!({"kty": "RSA", "n": jwk.get("n")?, "e": jwk.get("e")?}).to_string();
    let public = js_sys::JSON::parse(&public).ok()?;
    let public = import(&subtle, "jwk", &public, &rsa).await?;
    let wrapped = subtle.encrypt(&rsa, &public, &key).await.ok()?;

    let aad = Uint8Array::from(header.as_bytes());
    let aes = options(&[
        ("name", "AES-GCM".into()),
        ("iv", iv.clone().into()),
        ("additionalData", aad.into()),
    ]);
    let key = import(&subtle, "raw", &key, &aes).await?;
    let sealed = subtle.encrypt(&aes, &key, &content.into()).await.ok()?;
    let sealed = bytes(&sealed);
    let (text, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG)?)?;
    let [wrapped, iv, text, tag] = [&bytes(&wrapped)[..], &iv.to_vec(), text, tag].map(base64url);
    Some(format!("{header}.{wrapped}.{iv}.{text}.{tag}"))
}

async fn import(
    subtle: &Subtle,
    format: &str,
    data: &JsValue,
    algorithm: &Object,
) -> Option<JsValue> {
    let usages = Array::of1(&"encrypt".into());
    let key = subtle.import_key(format, data, algorithm, false, &usages);
    key.await.ok()
}

fn random(crypto: &Crypto, length: u32) -> Option<Uint8Array> {
    crypto
        .fill_random(&Uint8Array::new_with_length(length))
        .ok()
}

fn options(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // Setting a property of a new object does not fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec()
}
