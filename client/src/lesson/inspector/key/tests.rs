//! Keys in the forms in which people have them. Openssl made the key and the certificate for this test.

use super::{
    Chosen, KeyFault, ParsedKey, ParsedKeys, SecretEncoding, choose, material::KeyMaterial,
    parse_keys, parse_secret,
};
use crate::lesson::crypto::{Alg, Key, KeyKind};
use pkcs8::{LineEnding, der::pem::encode_string};
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

fn to_pem(label: &str, der: &[u8]) -> String {
    encode_string(label, LineEnding::LF, der).expect("it is short")
}

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
    let certificate = certificate.import(Alg::Es256).await.expect("the browser reads it");
    assert_eq!(certificate.verify(&signature, b"x").await, Ok(true));
}

#[test]
async fn an_rsa_key_in_the_old_form_is_the_same_key() {
    let key = Key::generate(Alg::Ps256).await.expect("the browser makes one");
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
    assert_eq!(chosen(Some("d"), Some(Alg::Es256)), r#"NoSuchId(["a", "b", "c"])"#);
    assert_eq!(chosen(None, Some(Alg::Rs256)), "b");
    assert_eq!(chosen(None, Some(Alg::Es256)), "NoId");
}

#[test]
fn keys_without_an_id_and_two_of_the_same_are_told_apart_by_their_kind() {
    let set = |keys: &[&str]| {
        let text = format!("[{}]", keys.join(","));
        parse_keys(&text).expect("it is a set")
    };
    let rsa = r#"{"kty":"RSA","n":"AA","e":"AQAB"}"#;
    let ec = r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#;
    let seals = r#"{"kty":"RSA","n":"AA","e":"AQAB","use":"enc"}"#;
    let kind = |parsed: &ParsedKeys, kid| match choose(parsed, kid, Some(Alg::Rs256)) {
        Chosen::Key(key) => Some(key.kind),
        _ => None,
    };
    assert_eq!(kind(&set(&[ec, rsa, seals]), Some("a")), Some(KeyKind::Rsa));
    assert_eq!(kind(&set(&[ec, rsa, rsa]), Some("a")), None);
    let named = [ec, rsa].map(|key| key.replacen('{', r#"{"kid":"a","#, 1));
    let named = set(&[&named[0], &named[1]]);
    assert_eq!(kind(&named, Some("a")), Some(KeyKind::Rsa));
}

#[test]
async fn a_key_is_read_however_it_was_copied() {
    let lines = CERTIFICATE.lines();
    let body: String = lines.filter(|line| !line.starts_with('-')).collect();
    let escaped = CERTIFICATE.replace('\n', "\\n");
    for text in [
        CERTIFICATE.replace('\n', "\r\n"),
        CERTIFICATE.replace('\n', ""),
        format!("\"{escaped}\""),
        format!("subject=CN = example\n\n{CERTIFICATE}"),
        format!("{CERTIFICATE}{EC_KEY}"),
        body,
        json!({ "k1": CERTIFICATE }).to_string(),
    ] {
        let key = only(&text);
        assert!(key.fits(Alg::Es256) && !key.private, "{text}");
        assert!(key.import(Alg::Es256).await.is_ok(), "{text}");
    }
}

#[test]
async fn a_private_jwk_checks_and_tells_the_length_of_its_modulus() {
    let key = Key::generate(Alg::Rs256).await.expect("the browser makes one");
    let jwk = key.to_jwk().await.expect("it may be seen");
    let private = only(&serde_json::to_string(&jwk).expect("it is JSON"));
    let public = only(&to_pem("PUBLIC KEY", &key.to_spki().await.expect("it has one")));
    assert!(private.private);
    assert_eq!(private.rsa_bits(), Some(2048));
    assert_eq!(public.rsa_bits(), Some(2048));
    let signature = key.sign(b"x").await.expect("it signs");
    let private = private.import(Alg::Rs256).await.expect("it is a key");
    assert_eq!(private.verify(&signature, b"x").await, Ok(true));
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
        ("https://a.example/jwks.json".into(), "address"),
        ("{\"issuer\":\"a\",\"jwks_uri\":\"https://a.example/k\"}".into(), "address"),
        ("ssh-ed25519 AAAA ada@example".into(), "ssh_public"),
        ("ecdsa-sha2-nistp256 AAAA".into(), "ssh_public"),
        ("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nYQ==".into(), "encrypted"),
        ("{\"kty\":\"RSA\",\"n\":\"AA==\",\"e\":\"AQAB\"}".into(), "member"),
        (
            "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AA\",\"e\":\"AQAB\",\"use\":\"enc\"}]}".into(),
            "no_keys",
        ),
        ("AAAA".into(), "unknown"),
    ] {
        let fault = parse_keys(&text).expect_err(&text);
        assert_eq!(fault.into_str(), name, "{text}");
    }
}

#[test]
fn a_secret_is_read_as_it_is_written() {
    let bytes = |text, form| parse_secret(text, form).ok()?.keys.first()?.secret();
    let wanted = Some(b"a+b\xff".to_vec());
    assert_eq!(bytes("a+b", SecretEncoding::Text), Some(b"a+b".to_vec()));
    assert_eq!(bytes("YSti/w==", SecretEncoding::Base64), wanted);
    assert_eq!(bytes("YSti_w", SecretEncoding::Base64), wanted);
    assert_eq!(bytes("612b 62FF", SecretEncoding::Hex), wanted);
    assert_eq!(bytes("612b62f", SecretEncoding::Hex), None);
    assert_eq!(bytes("YSti!", SecretEncoding::Base64), None);
    let fault = |text| parse_secret(text, SecretEncoding::Text).err();
    assert_eq!(fault(CERTIFICATE), Some(KeyFault::NoSecret));
    assert_eq!(fault(" {\"kty\":\"oct\"}"), Some(KeyFault::NoSecret));
    assert_eq!(fault("{\"a\"}"), None);
    let jwk = only("{\"kty\":\"oct\",\"k\":\"YSti_w\"}");
    assert_eq!(jwk.secret(), wanted);
    assert!(matches!(jwk.material, KeyMaterial::Jwk(object) if object["kty"] == "oct"));
}
