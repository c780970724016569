//! Keys in JSON: a JWK, a set of them (RFC 7517), and certificates by their ids, as some publish them.

use super::{
    material::{KeyFault, KeyFormat, KeyMaterial, ParsedKey, ParsedKeys},
    pem,
};
use crate::lesson::{
    crypto::KeyKind,
    inspector::json::{self, JsonFaultKind},
};
use serde_json::{Map, Value};
use shared::compact::from_base64url;

pub(super) fn read(text: &str) -> Result<ParsedKeys, KeyFault> {
    if let (_, Some(fault)) = json::scan(text)
        && fault.kind != JsonFaultKind::NotAnObject
    {
        return Err(KeyFault::Json(fault));
    }
    let object = match serde_json::from_str(text) {
        Ok(Value::Object(object)) => object,
        Ok(Value::Array(keys)) => return set(&keys),
        _ => return Err(KeyFault::Unknown),
    };
    if let Some(keys) = object.get("keys") {
        return set(keys.as_array().map(Vec::as_slice).unwrap_or_default());
    }
    if object.contains_key("jwks_uri") {
        return Err(KeyFault::Address);
    }
    if let Some(keys) = certificates(&object) {
        return Ok(ParsedKeys { format: KeyFormat::Jwks, keys });
    }
    Ok(ParsedKeys { format: KeyFormat::Jwk, keys: vec![jwk(object)?] })
}

/// A set may have keys in it that are not for signatures.
fn set(keys: &[Value]) -> Result<ParsedKeys, KeyFault> {
    let keys: Vec<_> = keys
        .iter()
        .filter_map(Value::as_object)
        .filter(|key| key.get("use").and_then(Value::as_str) != Some("enc"))
        .filter_map(|key| jwk(key.clone()).ok())
        .collect();
    if keys.is_empty() {
        return Err(KeyFault::NoKeys);
    }
    Ok(ParsedKeys { format: KeyFormat::Jwks, keys })
}

fn jwk(object: Map<String, Value>) -> Result<ParsedKey, KeyFault> {
    let text = |name: &str| Some(object.get(name)?.as_str()?.to_owned());
    let kty = text("kty").ok_or(KeyFault::Missing("kty"))?;
    let kind = kty.parse().map_err(|_| KeyFault::Kty(kty))?;
    let members: &[_] = match kind {
        KeyKind::Secret => &["k"],
        KeyKind::Rsa => &["n", "e"],
        KeyKind::Ec => &["x", "y", "crv"],
        KeyKind::Edwards => &["x", "crv"],
    };
    for &name in members {
        let value = text(name).ok_or(KeyFault::Missing(name))?;
        if name != "crv" && from_base64url(&value).is_none() {
            return Err(KeyFault::Member(name));
        }
    }
    Ok(ParsedKey {
        kid: text("kid"),
        alg: text("alg"),
        curve: text("crv"),
        private: kind == KeyKind::Secret || object.contains_key("d"),
        kind,
        material: KeyMaterial::Jwk(object),
    })
}

/// `{"id": "-----BEGIN CERTIFICATE-----…"}`.
fn certificates(object: &Map<String, Value>) -> Option<Vec<ParsedKey>> {
    let keys = object.iter().map(|(kid, value)| {
        let (_, key) = pem::read(value.as_str()?).ok()?;
        Some(ParsedKey { kid: Some(kid.clone()), ..key })
    });
    let keys: Vec<_> = keys.collect::<Option<_>>()?;
    (!keys.is_empty()).then_some(keys)
}
