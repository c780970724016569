//! Makes tokens, good ones and bad ones, with a real key and real HMAC.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use shared::{
    AccessClaims, Check, Claims, Refusal, TokenPolicy, UnixSeconds,
    compact::base64url,
    verify::{Algorithm, Parsed},
};

pub(crate) const KEY: &[u8] = b"thirty-two bytes of test key ...";
pub(crate) const KID: &str = "k1";
pub(crate) const NOW: UnixSeconds = UnixSeconds(1_800_000_000);

pub(crate) fn policy() -> TokenPolicy {
    TokenPolicy::new("https://issuer.test", "claimcheck", 5, 600).expect("within the limits")
}

/// The header of a genuine token.
pub(crate) fn header() -> Value {
    json!({ "alg": "HS256", "typ": "at+jwt", "kid": KID })
}

/// The payload of a genuine token that was issued just now.
pub(crate) fn payload() -> Value {
    let claims = Claims { iat: NOW, exp: NOW.plus(600), ..Claims::example() };
    serde_json::to_value(claims).expect("JSON")
}

/// An object with one member set, or removed with `Value::Null` (no token of ours has a null).
pub(crate) fn with(mut object: Value, name: &str, value: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.into(), value);
    }
    object
}

/// The values in a list.
pub(crate) fn each(list: Value) -> Vec<Value> {
    serde_json::from_value(list).expect("a list")
}

/// A token over exactly these bytes, signed with [`KEY`].
pub(crate) fn sign(header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
    sign_with(KEY, header, payload)
}

pub(crate) fn sign_with(key: &[u8], header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
    let input = format!("{}.{}", base64url(header.as_ref()), base64url(payload.as_ref()));
    let signature = base64url(&hmac(key, input.as_bytes()));
    format!("{input}.{signature}")
}

pub(crate) fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length will do");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

pub(crate) fn genuine() -> String {
    sign(header().to_string(), payload().to_string())
}

pub(crate) fn with_header(name: &str, value: Value) -> String {
    sign(with(header(), name, value).to_string(), payload().to_string())
}

pub(crate) fn with_claim(name: &str, value: Value) -> String {
    sign(header().to_string(), with(payload(), name, value).to_string())
}

pub(crate) fn verify(token: &str) -> Result<AccessClaims, Refusal> {
    verify_at(NOW, token)
}

/// The whole verifier, with one key and the clock at `now`.
pub(crate) fn verify_at(now: UnixSeconds, token: &str) -> Result<AccessClaims, Refusal> {
    let keyed =
        Parsed::parse(token)?.choose_key(|kid| (kid == KID).then_some((Algorithm::Hs256, KEY)))?;
    let valid = hmac(keyed.key(), keyed.signing_input().as_bytes()) == keyed.signature();
    keyed.signature_is(valid)?.claims(&policy(), now)
}

/// The check that refuses the token, which must not be accepted.
#[track_caller]
pub(crate) fn refused_by(token: &str) -> Check {
    match verify(token) {
        Ok(_) => panic!("accepted: {token}"),
        Err(refusal) => refusal.check(),
    }
}
