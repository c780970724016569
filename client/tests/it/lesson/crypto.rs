//! Keys and signatures as this browser makes them, against the examples of the standards.

use client::lesson::crypto::{Alg, CryptoError, Key, hmac_sha256};
use serde_json::{Map, Value};
use shared::compact::from_base64url;
use strum::VariantArray;
use wasm_bindgen_test::wasm_bindgen_test as test;

const MESSAGE: &[u8] = b"eyJhbGciOiJub25lIn0.e30";

fn object(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).expect("the tests write JSON")
}

#[test]
async fn the_example_of_rfc_7515_is_signed_as_there() {
    let key = object(
        r#"{"kty":"oct","alg":"HS512","key_ops":["encrypt"],
            "k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#,
    );
    let key = Key::jwk(Alg::Hs256, &key).await.expect("it is a key");
    let input = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
                 eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let signature = from_base64url("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    assert_eq!(key.sign(input.as_bytes()).await.ok(), signature);
}

#[test]
async fn every_algorithm_signs_and_verifies_with_a_key_of_its_own() {
    for &alg in Alg::VARIANTS {
        let key = Key::generate(alg).await.expect("this browser has it");
        let signature = key.sign(MESSAGE).await.expect("it can sign");
        assert_eq!(key.verify(&signature, MESSAGE).await, Ok(true), "{alg:?}");
        assert_eq!(key.verify(&signature, b"x").await, Ok(false), "{alg:?}");
        let bytes = alg.signature_bytes().unwrap_or(256);
        assert_eq!(signature.len(), bytes, "{alg:?}");

        let again = Key::jwk(alg, &key.to_jwk().await.expect("it may be seen"))
            .await
            .expect("what was written can be read");
        assert_eq!(again.verify(&signature, MESSAGE).await, Ok(true), "{alg:?}");
        assert!(again.sign(MESSAGE).await.is_ok());
    }
}

#[test]
async fn the_public_half_verifies_and_does_not_sign_in_every_form() {
    for alg in [Alg::Rs256, Alg::Ps256, Alg::Es256, Alg::Es384, Alg::EdDsa] {
        let key = Key::generate(alg).await.expect("this browser has it");
        let signature = key.sign(MESSAGE).await.expect("it can sign");
        let jwk = key.to_public_jwk().await.expect("it may be seen");
        assert!(!jwk.contains_key("d"));
        let der = key.to_spki().await.expect("it may be seen");
        for public in [Key::jwk(alg, &jwk).await, Key::spki(alg, &der).await] {
            let public = public.expect("what was written can be read");
            assert_eq!(public.verify(&signature, MESSAGE).await, Ok(true), "{alg:?}");
            assert_eq!(public.sign(MESSAGE).await, Err(CryptoError::CannotSign));
        }
    }
}

#[test]
async fn an_empty_secret_is_a_secret_too() {
    let signature = from_base64url("thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0");
    assert_eq!(hmac_sha256(b"", b"").await.ok(), signature);
}

#[test]
async fn what_is_no_key_of_the_algorithm_is_said_so() {
    let bad = Key::spki(Alg::Rs256, b"abc");
    assert_eq!(bad.await.err(), Some(CryptoError::BadKey));
    let point = object(r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#);
    assert_eq!(Key::jwk(Alg::Es256, &point).await.err(), Some(CryptoError::BadKey));
    let short = object(r#"{"kty":"oct","k":"Y"}"#);
    assert_eq!(Key::jwk(Alg::Hs256, &short).await.err(), Some(CryptoError::BadKey));
}
