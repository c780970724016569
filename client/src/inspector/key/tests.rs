//! Keys in the forms in which people have them. The key and the certificate are of nobody: openssl made them for
//! this test.

use super::{Chosen, ParsedKey, SecretForm, choose, material::Material, parse_keys, parse_secret};
use crate::browser::crypto::{Alg, Key, KeyKind, to_pem};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test as test;

/// SEC 1, with the block of parameters that openssl writes before it.
const EC_KEY: &str = "\
-----BEGIN EC PARAMETERS-----\n\
BggqhkjOPQMBBw==\n\
-----END EC PARAMETERS-----\n\
-----BEGIN EC PRIVATE KEY-----\n\
MHcCAQEEIJKOCDKs6luy7cQwqm1PeCDzoJv2Ew1izumXIVKzDn0YoAoGCCqGSM49\n\
AwEHoUQDQgAEPI6ZsfnTBAnQgjtbocv0Jnz4ri8sO0L/ZYvfDVxiE854LN453lSw\n\
g4Ytdnw9FqvYw6IHRpsmPzKwwG4+62xLEA==\n\
-----END EC PRIVATE KEY-----\n\
";
const CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----\n\
MIIBezCCASGgAwIBAgIUIFEU5mp39X87dz/SUkX3hYbcsxAwCgYIKoZIzj0EAwIw\n\
EjEQMA4GA1UEAwwHZXhhbXBsZTAgFw0yNjExMjMxMzA2NDNaGA8yMTI2MTAzMDEz\n\
MDY0M1owEjEQMA4GA1UEAwwHZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEH\n\
A0IABDyOmbH50wQJ0II7W6HL9CZ8+K4vLDtC/2WL3w1cYhPOeCzeOd5UsIOGLXZ8\n\
PRar2MOiB0abJj8ysMBuPutsSxCjUzBRMB0GA1UdDgQWBBRpuLBfhMdvD8R7OsZs\n\
tsnmb0qVTDAfBgNVHSMEGDAWgBRpuLBfhMdvD8R7OsZstsnmb0qVTDAPBgNVHRMB\n\
Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDDOLAlN/TIR+Pji+CSEbxDR14E\n\
8z3Uf/b8qVswMzthsQIgNUA2iIi0HX0sK0shzBW9eA32lljaRLtHqw2o4JX58z8=\n\
-----END CERTIFICATE-----\n\
";

fn only(text: &str) -> ParsedKey {
    let mut keys = parse_keys(text).expect("it is a key").keys;
    assert_eq!(keys.len(), 1);
    keys.remove(0)
}

#[test]
async fn a_certificate_verifies_what_the_key_in_the_old_form_has_signed() {
    let (key, certificate) = (only(EC_KEY), only(CERTIFICATE));
    assert!(key.private && !certificate.private);
    assert!(key.fits(Alg::Es256) && certificate.fits(Alg::Es256));
    assert!(!key.fits(Alg::Es384) && !key.fits(Alg::Rs256));
    let key = key.import(Alg::Es256).await.expect("the browser reads it");
    let signature = key.sign(b"x").await.expect("it signs");
    let certificate = certificate
        .import(Alg::Es256)
        .await
        .expect("the browser reads it");
    assert_eq!(certificate.verify(&signature, b"x").await, Ok(true));
}

#[test]
async fn an_rsa_key_in_the_old_form_is_the_same_key() {
    let key = Key::generate(Alg::Ps256)
        .await
        .expect("the browser makes one");
    let spki = key.to_spki().await.expect("it may be seen");
    // What follows the algorithm and the heads of a key of 2048 bits is PKCS#1.
    let old = only(&to_pem("RSA PUBLIC KEY", &spki[24..]));
    assert_eq!(old.kind, KeyKind::Rsa);
    let signature = key.sign(b"x").await.expect("it signs");
    let old = old.import(Alg::Ps256).await.expect("the browser reads it");
    assert_eq!(old.verify(&signature, b"x").await, Ok(true));
}

#[test]
fn of_a_set_the_key_with_the_id_is_chosen_and_without_one_the_only_one_that_fits() {
    let key = |kty: &str, kid: &str| json!({"kty": kty, "kid": kid, "crv": "P-256", "x": "AA", "y": "AA", "n": "AA", "e": "AQAB"});
    let set = json!({"keys": [key("EC", "a"), key("RSA", "b"), key("EC", "c"), {"kty": "odd"}]});
    let set = parse_keys(&set.to_string()).expect("it is a set");
    assert_eq!(set.keys.len(), 3);
    let chosen = |kid, alg| match choose(&set, kid, alg) {
        Chosen::Key(key) => key.kid.unwrap_or_default(),
        other => format!("{other:?}"),
    };
    assert_eq!(chosen(Some("c"), Some(Alg::Es256)), "c");
    assert_eq!(chosen(Some("d"), Some(Alg::Es256)), "NoSuchId");
    assert_eq!(chosen(None, Some(Alg::Rs256)), "b");
    assert_eq!(chosen(None, Some(Alg::Es256)), "NoId");
}

#[test]
fn what_is_no_key_is_told_by_name() {
    let pem = |label: &str| to_pem(label, b"abc");
    for (text, name) in [
        ("hello".to_owned(), "unknown"),
        ("-----BEGIN PUBLIC KEY-----\nYQ==".into(), "pem"),
        (pem("PUBLIC KEY"), "der"),
        (pem("CERTIFICATE REQUEST"), "label"),
        (pem("ENCRYPTED PRIVATE KEY"), "encrypted"),
        (pem("OPENSSH PRIVATE KEY"), "openssh"),
        ("{\"kty\":".into(), "json"),
        ("{\"k\":\"AA\"}".into(), "missing"),
        ("{\"kty\":\"RSA\",\"n\":\"AA\"}".into(), "missing"),
        ("{\"kty\":\"AKP\"}".into(), "kty"),
        ("{\"keys\":[]}".into(), "no_keys"),
        (String::new(), "empty"),
    ] {
        let fault = parse_keys(&text).expect_err(&text);
        assert_eq!(fault.name(), name, "{text}");
    }
}

#[test]
fn a_secret_is_read_as_it_is_written() {
    let bytes = |text, form| parse_secret(text, form).ok()?.keys.first()?.secret();
    let wanted = Some(b"a+b\xff".to_vec());
    assert_eq!(bytes("a+b", SecretForm::Text), Some(b"a+b".to_vec()));
    assert_eq!(bytes("YSti/w==", SecretForm::Base64), wanted);
    assert_eq!(bytes("YSti_w", SecretForm::Base64), wanted);
    assert_eq!(bytes("612b 62FF", SecretForm::Hex), wanted);
    assert_eq!(bytes("612b62f", SecretForm::Hex), None);
    assert_eq!(bytes("YSti!", SecretForm::Base64), None);
    let jwk = only("{\"kty\":\"oct\",\"k\":\"YSti_w\"}");
    assert_eq!(jwk.secret(), wanted);
    assert!(matches!(jwk.material, Material::Jwk(object) if object["kty"] == "oct"));
}
