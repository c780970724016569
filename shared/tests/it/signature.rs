//! A1, A4, A10, A31, A34: nothing is believed that was not signed.

use crate::forge::{KEY, genuine, header, hmac, payload, refused_by, sign_with, with};
use serde_json::json;
use shared::{
    Check, Compact,
    compact::{base64url, from_base64url},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn the_hmac_of_these_tests_is_the_one_of_rfc_7515_appendix_a_1() {
    let key =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    let input = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
                 eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let key = from_base64url(key).expect("base64url");
    let signature = base64url(&hmac(&key, input.as_bytes()));
    assert_eq!(signature, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

#[test]
fn a01_a31_an_edited_payload_under_the_old_signature_is_refused() {
    let token = genuine();
    let [h, _, s] = Compact::segments(&token).expect("three parts");
    for (name, value) in [
        ("roles", json!(["user", "admin"])),
        ("sub", json!("u_BBBBBBBBBBBBBBBBBBBB")),
        ("exp", json!(9_999_999_999_i64)),
        ("sub", json!("'; DROP TABLE users; --")),
    ] {
        let edited = base64url(with(payload(), name, value).to_string().as_bytes());
        assert_eq!(refused_by(&format!("{h}.{edited}.{s}")), Check::Signature, "{name}");
    }
}

#[test]
fn a04_a05_a_signature_by_any_other_key_is_refused() {
    for key in [b"".as_slice(), b"secret", b"\0", &[0; 32], &KEY[..31], b"k1"] {
        let forged = sign_with(key, header().to_string(), payload().to_string());
        assert_eq!(refused_by(&forged), Check::Signature);
    }
}

#[test]
fn a10_a_signature_that_is_cut_stretched_or_zero_is_refused() {
    let token = genuine();
    let compact = Compact::parse(&token).expect("genuine");
    let signature = &compact.signature;
    let doubled = [&signature[..], signature].concat();
    let stretched = [&signature[..], &[0]].concat();
    for bad in [&signature[..31], &signature[..1], &[0; 32], &doubled, &stretched] {
        let forged = format!("{}.{}", compact.signing_input, base64url(bad));
        assert_eq!(refused_by(&forged), Check::Signature, "{} bytes", bad.len());
    }
}

#[test]
fn a01_the_signature_is_checked_before_any_claim_is_read() {
    // Everything is wrong with this payload, and the missing signature is found first.
    let forged = sign_with(b"other", header().to_string(), "[[[ not even JSON");
    assert_eq!(refused_by(&forged), Check::Signature);
}
