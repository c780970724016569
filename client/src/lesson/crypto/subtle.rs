//! `crypto` and `crypto.subtle`, in a page and in a worker alike.

use super::{Alg, CryptoError};
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue, prelude::*};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Subtle;

    // Absent over plain http from another machine, where the property itself is undefined.
    #[wasm_bindgen(thread_local_v2, js_namespace = crypto, js_name = subtle)]
    static SUBTLE: Option<Subtle>;

    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn fill_random(bytes: &Uint8Array) -> Result<Uint8Array, JsValue>;

    #[wasm_bindgen(method, catch, js_name = importKey)]
    async fn import_key(
        this: &Subtle,
        format: &str,
        data: &JsValue,
        algorithm: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = exportKey)]
    async fn export_key(this: &Subtle, format: &str, key: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = generateKey)]
    async fn generate_key(
        this: &Subtle,
        algorithm: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn sign(
        this: &Subtle,
        algorithm: &Object,
        key: &JsValue,
        data: &Uint8Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn verify(
        this: &Subtle,
        algorithm: &Object,
        key: &JsValue,
        signature: &Uint8Array,
        data: &Uint8Array,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn encrypt(
        this: &Subtle,
        algorithm: &Object,
        key: &JsValue,
        data: &Uint8Array,
    ) -> Result<JsValue, JsValue>;
}

pub(super) async fn import(
    format: &str,
    data: &JsValue,
    parameters: &Object,
    usages: &[&str],
) -> Result<JsValue, CryptoError> {
    subtle()?
        .import_key(format, data, parameters, true, &strings(usages))
        .await
        .map_err(|error| failure(&error))
}

pub(super) async fn generate(algorithm: Alg) -> Result<JsValue, CryptoError> {
    let usages = strings(&["sign", "verify"]);
    subtle()?
        .generate_key(&algorithm.parameters(), true, &usages)
        .await
        .map_err(|error| failure(&error))
}

pub(super) async fn sign(
    algorithm: Alg,
    key: &JsValue,
    message: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    subtle()?
        .sign(&algorithm.parameters(), key, &message.into())
        .await
        .map(|signature| bytes(&signature))
        .map_err(|error| failure(&error))
}

pub(super) async fn verify(
    algorithm: Alg,
    key: &JsValue,
    signature: &[u8],
    message: &[u8],
) -> Result<bool, CryptoError> {
    subtle()?
        .verify(&algorithm.parameters(), key, &signature.into(), &message.into())
        .await
        .map(|valid| valid.is_truthy())
        .map_err(|error| failure(&error))
}

pub(super) async fn encrypt(
    parameters: &Object,
    key: &JsValue,
    message: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    subtle()?
        .encrypt(parameters, key, &message.into())
        .await
        .map(|sealed| bytes(&sealed))
        .map_err(|error| failure(&error))
}

pub(super) async fn export_jwk(key: &JsValue) -> Result<Map<String, Value>, CryptoError> {
    let jwk = subtle()?.export_key("jwk", key).await.map_err(|error| failure(&error))?;
    let text = js_sys::JSON::stringify(&jwk).map_err(|_| CryptoError::BadKey)?;
    serde_json::from_str(&String::from(text)).map_err(|_| CryptoError::BadKey)
}

pub(super) async fn export_bytes(format: &str, key: &JsValue) -> Result<Vec<u8>, CryptoError> {
    subtle()?.export_key(format, key).await.map(|key| bytes(&key)).map_err(|error| failure(&error))
}

/// So many bytes that nobody can guess.
pub(super) fn random(length: u32) -> Result<Vec<u8>, CryptoError> {
    fill_random(&Uint8Array::new_with_length(length))
        .map(|bytes| bytes.to_vec())
        .map_err(|_| CryptoError::Unavailable)
}

/// What a function is to be told, as the object that it takes.
pub(super) fn parameters(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // An object that was just made takes any member.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn subtle() -> Result<Subtle, CryptoError> {
    SUBTLE.with(Clone::clone).ok_or(CryptoError::Unavailable)
}

fn strings(strings: &[&str]) -> Array {
    strings.iter().map(|string| JsValue::from_str(string)).collect()
}

fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec()
}

/// What a key is not good for comes as one error or another, depending on the browser.
fn failure(error: &JsValue) -> CryptoError {
    let name = Reflect::get(error, &"name".into()).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("NotSupportedError") => CryptoError::Unsupported,
        _ => CryptoError::BadKey,
    }
}
