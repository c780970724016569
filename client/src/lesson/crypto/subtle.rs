//! `crypto.subtle`, with the errors that matter here.

use super::{Alg, CryptoError};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

pub(super) async fn import(
    format: &str,
    data: &Object,
    parameters: &Object,
    usages: &[&str],
) -> Result<CryptoKey, CryptoError> {
    let usages = strings(usages);
    let key = subtle()?.import_key_with_object(format, data, parameters, true, &usages);
    Ok(done(key).await?.unchecked_into())
}

/// A `CryptoKey`, or a pair of them.
pub(super) async fn generate(algorithm: Alg) -> Result<JsValue, CryptoError> {
    let usages = strings(&["sign", "verify"]);
    done(subtle()?.generate_key_with_object(&algorithm.parameters(), true, &usages)).await
}

pub(super) async fn sign(
    algorithm: Alg,
    key: &CryptoKey,
    message: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    let parameters = algorithm.parameters();
    bytes(subtle()?.sign_with_object_and_u8_array(&parameters, key, message)).await
}

pub(super) async fn verify(
    algorithm: Alg,
    key: &CryptoKey,
    signature: &[u8],
    message: &[u8],
) -> Result<bool, CryptoError> {
    let parameters = algorithm.parameters();
    let valid = subtle()?.verify_with_object_and_u8_array_and_u8_array(
        &parameters,
        key,
        signature,
        message,
    );
    Ok(done(valid).await?.is_truthy())
}

pub(super) async fn encrypt(
    parameters: &Object,
    key: &CryptoKey,
    message: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    bytes(subtle()?.encrypt_with_object_and_u8_array(parameters, key, message)).await
}

pub(super) async fn export_jwk(key: &CryptoKey) -> Result<Map<String, Value>, CryptoError> {
    let jwk = done(subtle()?.export_key("jwk", key)).await?;
    let text = js_sys::JSON::stringify(&jwk).map_err(|_| CryptoError::BadKey)?;
    serde_json::from_str(&String::from(text)).map_err(|_| CryptoError::BadKey)
}

pub(super) async fn export_spki(key: &CryptoKey) -> Result<Vec<u8>, CryptoError> {
    bytes(subtle()?.export_key("spki", key)).await
}

/// Random bytes that an attacker cannot predict.
pub(super) fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], CryptoError> {
    let mut bytes = [0; LENGTH];
    let filled = crypto()?.get_random_values_with_u8_array(&mut bytes);
    filled.map(|_| bytes).map_err(|_| CryptoError::Unavailable)
}

/// An object with these members, as the functions of `WebCrypto` take it.
pub(super) fn parameters(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // An object that was just made takes any member.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn crypto() -> Result<Crypto, CryptoError> {
    window().crypto().map_err(|_| CryptoError::Unavailable)
}

/// Absent over plain http from another machine, where the property itself is undefined.
fn subtle() -> Result<SubtleCrypto, CryptoError> {
    let subtle = crypto()?.subtle();
    if subtle.is_undefined() { Err(CryptoError::Unavailable) } else { Ok(subtle) }
}

fn strings(strings: &[&str]) -> Array {
    strings.iter().map(|string| JsValue::from_str(string)).collect()
}

async fn bytes(promise: Result<Promise, JsValue>) -> Result<Vec<u8>, CryptoError> {
    Ok(Uint8Array::new(&done(promise).await?).to_vec())
}

/// Waits for the result. An unsuitable key is one error or another, depending on the browser.
async fn done(promise: Result<Promise, JsValue>) -> Result<JsValue, CryptoError> {
    let result = match promise {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    result.map_err(|error| {
        let name = Reflect::get(&error, &"name".into()).ok();
        match name.and_then(|name| name.as_string()).as_deref() {
            Some("NotSupportedError") => CryptoError::Unsupported,
            _ => CryptoError::BadKey,
        }
    })
}
