//! S1 to S5: the header does not get to choose how it is verified.

use crate::forge::{self, each, header, payload, refused_by, sign, with_header};
use serde_json::json;
use shared::{Check, Refusal, verify::Algorithm};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn s01_a02_a06_a09_alg_is_the_one_algorithm_of_the_key() {
    for alg in each(json!([
        "none", "None", "NONE", "nOnE", "", "RS256", "ES256", "EdDSA", "HS384", "HS512", "hs256",
        " HS256", "HS256\0", ["HS256"], { "HS256": 1 }, 256, true, null
    ])) {
        assert_eq!(refused_by(&with_header("alg", alg.clone())), Check::Algorithm, "{alg}");
    }
    let null = r#"{"alg":null,"typ":"at+jwt","kid":"k1"}"#;
    assert_eq!(refused_by(&sign(null, payload().to_string())), Check::Algorithm);
    let refused = forge::verify(&with_header("alg", json!("RS256")));
    assert_eq!(refused, Err(Refusal::WrongAlgorithm { wanted: Algorithm::Hs256 }));
}

#[test]
fn s02_a15_a16_a17_a18_kid_is_a_known_word_of_a_strict_alphabet() {
    for kid in each(json!([
        null,
        "",
        1,
        ["k1"],
        "../../../../dev/null",
        "k1' OR '1'='1",
        "k1; touch /tmp/owned",
        "k1\0",
        "k".repeat(65)
    ])) {
        let refused = forge::verify(&with_header("kid", kid.clone()));
        assert_eq!(refused, Err(Refusal::NoKeyId), "{kid}");
    }
    for kid in [&"k".repeat(64), "k2", "K1"] {
        let refused = forge::verify(&with_header("kid", json!(kid)));
        assert_eq!(refused, Err(Refusal::UnknownKey), "{kid}");
    }
}

#[test]
fn s02_a_kid_may_use_the_whole_alphabet() {
    let token = with_header("kid", json!("Key-2026_11"));
    assert_eq!(forge::verify(&token), Err(Refusal::UnknownKey));
}

#[test]
fn s03_a33_typ_says_access_token() {
    for typ in each(json!(["JWT", "jwt", "rt+jwt", "AT+JWT", "at+jwt ", "", ["at+jwt"], null])) {
        assert_eq!(refused_by(&with_header("typ", typ.clone())), Check::Type, "{typ}");
    }
    assert!(forge::verify(&with_header("typ", json!("application/at+jwt"))).is_ok());
}

#[test]
fn s04_a11_a12_a13_a14_a19_a25_any_other_header_member_is_refused() {
    let jwk = json!({ "kty": "oct", "k": "AAAA" });
    for (name, value) in [
        ("jwk", jwk.clone()),
        ("jku", json!("https://attacker.test/jwks.json")),
        ("x5u", json!("http://169.254.169.254/latest/meta-data/")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("AA")),
        ("crit", json!(["exp"])),
        ("crit", json!(["b64"])),
        ("b64", json!(false)),
        ("cty", json!("JWT")),
        ("zip", json!("DEF")),
        ("p2c", json!(1_000_000_000)),
        ("enc", json!("A256GCM")),
        ("ALG", json!("none")),
        ("", json!(1)),
    ] {
        let refusal = Refusal::UnknownHeader { name: name.into() };
        assert_eq!(forge::verify(&with_header(name, value)), Err(refusal), "{name}");
    }
}

#[test]
fn s05_a20_a_header_member_twice_is_refused() {
    for text in [
        r#"{"alg":"none","alg":"HS256","typ":"at+jwt","kid":"k1"}"#,
        r#"{"alg":"HS256","typ":"at+jwt","kid":"k1","\u006bid":"k1"}"#,
        r#"{"alg":"HS256","typ":"at+jwt","kid":"k1","kid":"k1"}"#,
    ] {
        assert_eq!(refused_by(&sign(text, payload().to_string())), Check::HeaderJson, "{text}");
    }
}

#[test]
fn a21_a28_a_header_that_is_no_json_object_is_refused() {
    let bom = format!("\u{feff}{}", header());
    let behind = format!("{} {{}}", header());
    let texts = ["", "{", "[]", "null", "\"HS256\"", "{\"alg\":\"HS256\0\"}", &bom, &behind];
    for bytes in texts.map(str::as_bytes).into_iter().chain([&b"\xff\xfe"[..]]) {
        let check = refused_by(&sign(bytes, payload().to_string()));
        // Nothing at all is an empty part, found before it could be read.
        let expected = if bytes.is_empty() { Check::Parts } else { Check::HeaderJson };
        assert_eq!(check, expected, "{bytes:?}");
    }
}

#[test]
fn the_order_of_members_and_white_space_in_json_do_not_matter() {
    let text = "{ \"kid\" : \"k1\",\n\t\"typ\":\"at+jwt\",\"alg\":\"\\u0048S256\" }";
    assert!(forge::verify(&sign(text, payload().to_string())).is_ok());
    assert!(forge::verify(&with_header("kid", json!("k1"))).is_ok());
}
