//! S5 to S11, S14, S15: a genuine signature is not enough.

use crate::forge::{
    self, NOW, each, header, payload, policy, refused_by, sign, verify_at, with, with_claim,
};
use serde_json::{Value, json};
use shared::{Check, Claims, Refusal, UnixSeconds, UnverifiedClaims};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_genuine_token_is_accepted_and_says_what_was_put_in() {
    let claims = forge::verify(&forge::genuine()).expect("genuine");
    assert_eq!(serde_json::to_value(&*claims).expect("JSON"), payload());
}

#[test]
fn s05_a20_a_claim_twice_is_refused_whatever_its_name() {
    let genuine = payload().to_string();
    for extra in [
        r#""roles":["admin"]"#,
        r#""e\u0078p":9999999999"#,
        r#""x":1,"x":2"#,
        r#""y":{"z":1,"z":1}"#,
    ] {
        let text = format!("{},{extra}}}", genuine.trim_end_matches('}'));
        assert_eq!(refused_by(&sign(header().to_string(), text)), Check::PayloadJson, "{extra}");
    }
}

#[test]
fn s06_a32_iss_is_exactly_the_configured_one() {
    for iss in ["https://issuer.test/", "https://ISSUER.test", "https://issuer.test.evil", ""] {
        assert_eq!(forge::verify(&with_claim("iss", json!(iss))), Err(Refusal::WrongIssuer));
    }
    for iss in each(json!([["https://issuer.test"], 1, null])) {
        assert_eq!(refused_by(&with_claim("iss", iss)), Check::Claims);
    }
}

#[test]
fn s07_a32_audience_is_required_and_exact() {
    for aud in ["other", "claimcheck ", "Claimcheck", ""] {
        assert_eq!(forge::verify(&with_claim("aud", json!(aud))), Err(Refusal::WrongAudience));
    }
    for aud in each(json!([["claimcheck"], ["claimcheck", "other"], [], {}, null])) {
        assert_eq!(refused_by(&with_claim("aud", aud)), Check::Claims);
    }
}

#[test]
fn s08_a30_exp_is_refused_from_the_leeway_on_and_not_a_second_before() {
    let token = forge::genuine();
    let end = NOW.plus(600);
    assert!(verify_at(end.plus(4), &token).is_ok());
    assert_eq!(verify_at(end.plus(5), &token), Err(Refusal::Expired { seconds: 5 }));
    assert_eq!(verify_at(UnixSeconds(i64::MAX), &token).unwrap_err().check(), Check::Expiry);
}

#[test]
fn s08_a29_exp_is_a_required_whole_number_in_range() {
    for exp in each(json!([
        "never",
        (NOW.0 + 600).to_string(),
        1_800_000_600.0,
        1_800_000_600.5,
        -1,
        i64::MIN,
        9_223_372_036_854_775_808_u64,
        u64::MAX,
        UnixSeconds::MAX.0 + 1,
        true,
        [NOW.0],
        {},
        null
    ])) {
        assert_eq!(refused_by(&with_claim("exp", exp.clone())), Check::Claims, "{exp}");
    }
    // A number that only a bignum reader would understand, and a null that is really there.
    for exp in ["1e400", "123456789012345678901234567890", "1800000600e0", "null"] {
        let text = payload()
            .to_string()
            .replace(&format!("\"exp\":{}", NOW.0 + 600), &format!("\"exp\":{exp}"));
        assert!(text.contains(exp));
        let check = refused_by(&sign(header().to_string(), text));
        assert!(matches!(check, Check::Claims | Check::PayloadJson), "{exp}: {check}");
    }
}

#[test]
fn s09_a30_iat_and_nbf_in_the_future_are_refused() {
    let iat = |iat: i64| {
        let payload = with(with(payload(), "iat", json!(iat)), "exp", json!(iat + 60));
        forge::verify(&sign(header().to_string(), payload.to_string()))
    };
    assert!(iat(NOW.0 + 5).is_ok());
    assert_eq!(iat(NOW.0 + 6), Err(Refusal::IssuedInFuture { seconds: 6 }));
    let nbf = |nbf: i64| forge::verify(&with_claim("nbf", json!(nbf)));
    assert!(nbf(NOW.0 + 5).is_ok());
    assert_eq!(nbf(NOW.0 + 6), Err(Refusal::NotYetValid { seconds: 6 }));
    assert_eq!(refused_by(&with_claim("nbf", json!("0"))), Check::Claims);
}

#[test]
fn s09_s14_a30_a_token_does_not_live_longer_than_the_policy_says() {
    for (exp, ok) in [(600, true), (601, false), (31_536_000, false), (0, false), (-60, false)] {
        let result = forge::verify(&with_claim("exp", json!(NOW.0 + exp)));
        let expected = Err(Refusal::WrongLifetime { seconds: exp });
        assert!(if ok { result.is_ok() } else { result == expected }, "{exp}: {result:?}");
    }
    // However long ago it was issued.
    let old = with(with(payload(), "iat", json!(0)), "exp", json!(NOW.0 + 60)).to_string();
    assert_eq!(refused_by(&sign(header().to_string(), old)), Check::Lifetime);
}

#[test]
fn s10_sub_sid_and_jti_are_required_ids_of_at_least_128_bits() {
    for name in ["sub", "sid", "jti"] {
        for id in each(json!([
            "",
            "admin",
            "a".repeat(21),
            "a".repeat(65),
            7,
            null,
            "<script>alert(1)</script>",
            "' OR 1=1 -- aaaaaaaaaaaaa",
            "a\0aaaaaaaaaaaaaaaaaaaaaaaa"
        ])) {
            assert_eq!(refused_by(&with_claim(name, id.clone())), Check::Claims, "{name} {id}");
        }
        assert!(forge::verify(&with_claim(name, json!("a".repeat(22)))).is_ok());
    }
}

#[test]
fn s11_the_leeway_is_the_policys_and_never_above_30_s() {
    assert!(policy().leeway() <= shared::TokenPolicy::MAX_LEEWAY);
    let token = with_claim("exp", json!(NOW.0 + 1));
    assert!(verify_at(NOW.plus(5), &token).is_ok());
    assert_eq!(verify_at(NOW.plus(6), &token), Err(Refusal::Expired { seconds: 5 }));
}

#[test]
fn s15_a35_the_claims_are_a_closed_list_with_nothing_personal() {
    for name in ["name", "email", "phone_number", "password", "scope", "admin", "Exp", ""] {
        let refusal = Refusal::UnknownClaim { name: name.into() };
        assert_eq!(forge::verify(&with_claim(name, json!("x"))), Err(refusal));
    }
    // Written down a second time, so that a new claim is a decision.
    assert_eq!(
        Claims::NAMES,
        ["iss", "aud", "sub", "sid", "jti", "iat", "exp", "roles"],
        "the claims have changed; everybody can read a token, so if the new claim says nothing personal, \
         add it here, in shared/tests/it/claims.rs, and otherwise keep it in the profile"
    );
}

#[test]
fn a_claim_without_a_default_cannot_be_missing() {
    for name in Claims::required() {
        let token = with_claim(name, Value::Null);
        assert_eq!(forge::verify(&token), Err(Refusal::ClaimMissing { name }), "{name}");
    }
    // A default here would let a token say less than the checks look at.
    for name in ["iss", "aud", "sub", "sid", "jti", "iat", "exp", "roles"] {
        assert!(Claims::required().any(|required| required == name), "{name}");
    }
}

#[test]
fn s15_roles_are_a_list_of_known_words() {
    for roles in each(json!(["admin", ["root"], [1], ["user", null], {}, null])) {
        assert_eq!(refused_by(&with_claim("roles", roles.clone())), Check::Claims, "{roles}");
    }
    assert!(forge::verify(&with_claim("roles", json!([]))).is_ok());
}

#[test]
fn a28_a_payload_that_is_no_json_object_is_refused() {
    for bytes in [b"{".as_slice(), b"[]", b"null", b"\xff", b"{\"iss\":\"\xc3\x28\"}", b"{}{}"] {
        assert_eq!(refused_by(&sign(header().to_string(), bytes)), Check::PayloadJson, "{bytes:?}");
    }
    // As deep as fits into a token.
    let deep = "[".repeat(2900);
    assert_eq!(refused_by(&sign(header().to_string(), deep)), Check::PayloadJson);
}

#[test]
fn claims_can_be_looked_at_without_a_key_and_say_so_in_their_type() {
    let foreign =
        forge::sign_with(b"somebody else's key", header().to_string(), payload().to_string());
    let seen: UnverifiedClaims = UnverifiedClaims::read(&foreign).expect("readable");
    assert_eq!(seen.exp, NOW.plus(600));
    assert!(!seen.lacks_known_claims());
    assert_eq!(refused_by(&foreign), Check::Signature);
}
