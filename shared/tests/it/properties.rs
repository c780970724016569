//! What holds for every token, tried on many.

use crate::forge::{self, KID, NOW, header, sign, verify_at};
use proptest::prelude::*;
use serde_json::json;
use shared::{
    Claims, Compact, Role, UnixSeconds, UnverifiedClaims,
    verify::{Algorithm, Parsed},
};

fn id() -> impl Strategy<Value = String> {
    "[A-Za-z0-9_-]{22,64}"
}

fn issued() -> impl Strategy<Value = String> {
    let roles = proptest::sample::subsequence(&Role::ALL, 0..=Role::ALL.len());
    (id(), id(), id(), 0..NOW.0, 1..=600_u32, roles).prop_map(
        |(sub, sid, jti, iat, lifetime, roles)| {
            let iat = UnixSeconds(iat);
            let exp = iat.plus(lifetime);
            let claims = Claims { sub, sid, jti, iat, exp, roles, ..Claims::example() };
            sign(header().to_string(), serde_json::to_vec(&claims).expect("JSON"))
        },
    )
}

/// A failure writes no file into the source tree. Its message has the smallest input that fails, which then
/// becomes a test of its own.
fn without_files() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(without_files())]

    #[test]
    fn what_is_issued_verifies_for_as_long_as_it_lives(token in issued(), share in 0.0..1.0_f64) {
        let claims = UnverifiedClaims::read(&token).expect("readable");
        let lifetime = claims.exp.since(claims.iat) + 4;
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a few hundred seconds")]
        let now = UnixSeconds(claims.iat.0 + (lifetime as f64 * share) as i64);
        let verified = verify_at(now, &token).expect("genuine and alive");
        prop_assert_eq!(&*verified, &*claims);
    }

    #[test]
    fn any_single_byte_change_is_refused(token in issued(), at: prop::sample::Index, to: u8) {
        let mut bytes = token.clone().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        let now = UnverifiedClaims::read(&token).expect("readable").iat;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(verify_at(now, &changed).is_err());
        }
    }

    #[test]
    fn nothing_panics_on_arbitrary_text(text in any::<String>()) {
        prop_assert!(forge::verify(&text).is_err());
        prop_assert!(UnverifiedClaims::read(&text).is_err());
    }

    #[test]
    fn nothing_panics_on_arbitrary_bytes_behind_a_signature(header in any::<Vec<u8>>(), payload in any::<Vec<u8>>()) {
        let token = sign(&header, &payload);
        prop_assert!(forge::verify(&token).is_err());
        // However far it gets: with any key, and with a signature that is believed.
        if let Ok(keyed) = Parsed::parse(&token).and_then(|p| p.choose_key(|_| Some((Algorithm::Hs256, ())))) {
            let _ = keyed.signature_is(true).map(|signed| signed.claims(&forge::policy(), NOW));
        }
    }

    #[test]
    fn nothing_panics_on_arbitrary_json(payload in json_text()) {
        prop_assert!(forge::verify(&sign(header().to_string(), payload)).is_err());
    }

    #[test]
    fn two_texts_never_decode_to_the_same_token(token in issued(), at: prop::sample::Index, to in "[A-Za-z0-9_.-]") {
        let at = at.index(token.len());
        let mut other = token.clone();
        other.replace_range(at..=at, &to);
        prop_assume!(other != token);
        let one = Compact::parse(&token).expect("genuine");
        if let Ok(two) = Compact::parse(&other) {
            prop_assert!((one.header, one.payload, one.signature) != (two.header, two.payload, two.signature));
        }
    }
}

/// JSON objects that have some of the right claims and some of the wrong values.
fn json_text() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        proptest::sample::select([Claims::NAMES, &["nbf", "kid"]].concat()).prop_map(String::from),
        any::<String>(),
    ];
    let value = prop_oneof![
        any::<i64>().prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        any::<String>().prop_map(|s| json!(s)),
        Just(json!(null)),
        Just(json!([["user"]])),
        Just(json!({ "a": KID })),
    ];
    proptest::collection::vec((name, value), 0..12)
        .prop_map(|members| serde_json::Value::Object(members.into_iter().collect()).to_string())
}
