//! Content that is warned of, and content that is not.

use super::*;
use crate::lesson::inspector::{
    key::{SecretEncoding, parse_keys, parse_secret},
    token::dissect,
};
use shared::{Claims, compact::base64url};
use wasm_bindgen_test::wasm_bindgen_test as test;

const WHOLE: &str = r#""iss":"i","aud":"a","sub":"s","iat":1000,"exp":1600"#;

fn found(header: &str, payload: &str) -> Vec<(&'static str, String)> {
    let token = format!("{}.{}.", base64url(header.as_bytes()), base64url(payload.as_bytes()));
    let warnings = warnings(&dissect(&token), None);
    warnings.into_iter().map(|warning| (warning.kind.into_str(), warning.path)).collect()
}

#[test]
fn a_token_of_ours_gives_no_reason() {
    let payload = serde_json::to_string(&Claims::example()).expect("claims are JSON");
    assert_eq!(found(r#"{"alg":"HS256"}"#, &payload), []);
}

#[test]
fn what_is_personal_or_secret_is_pointed_at_by_name_and_by_value() {
    for (member, name, path) in [
        (r#""email":"ada@example.com""#, "email", "email"),
        (r#""contact":"ada@example.com""#, "email", "contact"),
        (r#""given_name":"Ada""#, "personal", "given_name"),
        (r#""birthDate":"1815-12-10""#, "personal", "birthDate"),
        (r#""이름":"김하늘""#, "personal", "이름"),
        (r#""user":{"phone_number":"+82 10-1234-5678"}"#, "phone", "user.phone_number"),
        (r#""ids":["4111 1111 1111 1111"]"#, "card", "ids[0]"),
        (r#""password":"hunter2""#, "secret", "password"),
        (r#""db":{"adminPassword":"x"}"#, "secret", "db.adminPassword"),
        (r#""inner":"eyJhbGciOiJub25lIn0.e30.""#, "token", "inner"),
        (r#""k":"-----BEGIN PRIVATE KEY-----\nx""#, "private_key", "k"),
    ] {
        let payload = format!("{{{WHOLE},{member}}}");
        assert_eq!(found("{}", &payload), [(name, path.to_owned())], "{member}");
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for member in [
        r#""email_verified":true"#,
        r#""scope":"read:mail user@ x""#,
        r#""id":"1234567890123""#,
        r#""url":"https://ada@example.com/""#,
        r#""version":"1.2.3""#,
        r#""tenant":"0123""#,
        r#""name":"""#,
    ] {
        assert_eq!(found("{}", &format!("{{{WHOLE},{member}}}")), [], "{member}");
    }
}

#[test]
fn missing_claims_and_odd_times_are_pointed_at() {
    let missing = ["exp", "iss", "aud", "sub", "iat"].map(|name| ("missing", name.to_owned()));
    assert_eq!(found("{}", "{}"), missing);
    let odd = r#"{"iss":"i","aud":"a","sub":"s","iat":1700000000000,"exp":"1700000000"}"#;
    let odd = found("{}", odd);
    assert_eq!(odd, [("time_as_text", "exp".to_owned()), ("milliseconds", "iat".to_owned())]);
    for exp in ["-5", "1600.5", "null", "[1]", "99999999999999999999", "1e3"] {
        let odd = format!(r#"{{"iss":"i","aud":"a","sub":"s","iat":1000,"exp":{exp}}}"#);
        assert_eq!(found("{}", &odd), [("odd_time", "exp".to_owned())], "{exp}");
    }
    let long = r#"{"iss":"i","aud":"a","sub":"s","iat":1000,"exp":9000000}"#;
    assert_eq!(found("{}", long), [("long_lived", "exp".to_owned())]);
}

#[test]
fn a_header_that_brings_a_key_or_none_is_pointed_at() {
    let payload = format!("{{{WHOLE}}}");
    let header = r#"{"alg":"nOnE","jku":"https://example.com","jwk":{}}"#;
    let names: Vec<_> = found(header, &payload).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["unsigned", "key_in_header", "key_in_header"]);
}

#[test]
fn an_invisible_character_is_pointed_at_and_what_joins_letters_is_left_alone() {
    for (member, path) in [
        ("\"role\":\"user\u{202e}\"", "role"),
        ("\"role\":\"user\\u0000\"", "role"),
        ("\"a\":[{\"ro\u{200b}le\":1}]", "a[0].ro\u{200b}le"),
    ] {
        let payload = format!("{{{WHOLE},{member}}}");
        assert_eq!(found("{}", &payload), [("hidden", path.to_owned())]);
    }
    assert_eq!(found("{\"kid\":\"\\u2066\"}", &format!("{{{WHOLE}}}"))[0].0, "hidden");
    for text in ["👩\u{200d}🚀", "می\u{200c}خواهم", "שלום", "two\\nlines"] {
        let payload = format!("{{{WHOLE},\"text\":\"{text}\"}}");
        assert_eq!(found("{}", &payload), [], "{text}");
    }
}

#[test]
fn of_a_thousand_warnings_the_first_are_listed_and_the_others_are_counted() {
    let names: Vec<_> = (0..1000).map(|index| format!("\"password{index}secret\":1")).collect();
    let found = found("{}", &format!("{{{WHOLE},{}}}", names.join(",")));
    assert_eq!(found.len(), LISTED + 1);
    assert_eq!(found[LISTED].0, "more");
}

#[test]
fn an_rsa_key_that_is_too_short_is_pointed_at() {
    let token = dissect(&format!("{}.e30.", base64url(br#"{"alg":"RS256"}"#)));
    let first = |bytes: usize| {
        let n = base64url(&vec![0xC0; bytes]);
        let jwk = format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#);
        let keys = parse_keys(&jwk).expect("it is a key").keys;
        warnings(&token, keys.first())[0].kind
    };
    assert_eq!(first(128), WarningKind::ShortRsa(1024));
    assert_eq!(first(256), WarningKind::Missing);
}

#[test]
fn a_secret_is_as_long_as_the_hash_and_is_not_on_the_list_of_common_secrets() {
    let token = dissect(&format!("{}.e30.", base64url(br#"{"alg":"HS512"}"#)));
    let first = |secret: &str| {
        let keys = parse_secret(secret, SecretEncoding::Text).expect("it is a secret").keys;
        warnings(&token, keys.first()).first().map(|warning| warning.kind)
    };
    assert_eq!(first("your-256-bit-secret"), Some(WarningKind::CommonSecret));
    assert_eq!(first(&"x".repeat(63)), Some(WarningKind::ShortSecret(63, 64)));
    assert_eq!(first(&"x".repeat(64)), Some(WarningKind::Missing));
}
