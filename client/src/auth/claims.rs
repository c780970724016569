//! What this page wants to know of its own token, before the parts that look closer are loaded.

use leptos::prelude::window;
use serde::{Deserialize, de::IgnoredAny};
use shared::{Claims, Role, UnixSeconds};
use std::collections::HashMap;

/// Some claims of a token, decoded without a key: a page may show them, and they prove nothing. All claims of a token,
/// and the checks that make them trustworthy, are in `shared`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct UnverifiedClaims {
    /// The id of this token.
    pub jti: String,
    /// Issued at.
    pub iat: UnixSeconds,
    /// Expires at.
    pub exp: UnixSeconds,
    /// What the visitor may do.
    pub roles: Vec<Role>,
    /// Whether the token lacks a claim that this version knows: an earlier version has issued it, and a renewal brings
    /// one that says more.
    #[serde(skip)]
    pub lacks_known_claims: bool,
}

impl UnverifiedClaims {
    /// Reads them, if the text is a token that has them.
    pub fn read(token: &str) -> Option<Self> {
        let payload = token.split('.').nth(1)?;
        // The browser knows the other alphabet. What is beyond ASCII it hands out as bytes: of these claims, nothing.
        let payload = payload.replace('-', "+").replace('_', "/");
        let payload = window().atob(&payload).ok()?;
        #[expect(clippy::zero_sized_map_values, reason = "a set cannot be read from an object")]
        let claims: HashMap<String, IgnoredAny> = serde_json::from_str(&payload).ok()?;
        let lacks_known_claims = !Claims::NAMES.iter().all(|name| claims.contains_key(*name));
        Some(Self { lacks_known_claims, ..serde_json::from_str(&payload).ok()? })
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use shared::compact::base64url;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn token(payload: &str) -> String {
        format!("e30.{}.AA", base64url(payload.as_bytes()))
    }

    #[test]
    fn a_token_tells_how_long_it_lives_and_what_it_allows() {
        // The name makes the payload one that needs both letters in which the alphabets differ.
        let token =
            token(r#"{"iss":"한국?>","jti":"j","iat":1000,"exp":1060,"roles":["user","admin"]}"#);
        assert!(token.contains('-') || token.contains('_'));
        let claims = UnverifiedClaims::read(&token).expect("it has all four");
        assert_eq!((claims.iat, claims.exp), (UnixSeconds(1000), UnixSeconds(1060)));
        assert_eq!(claims.roles, [Role::User, Role::Admin]);
    }

    #[test]
    fn a_token_of_an_earlier_version_lacks_a_claim() {
        let now = serde_json::to_value(Claims::example()).expect("claims are JSON");
        let read = |claims: &serde_json::Value| UnverifiedClaims::read(&token(&claims.to_string()));
        assert!(read(&now).is_some_and(|claims| !claims.lacks_known_claims));
        let mut before = now;
        before.as_object_mut().expect("claims are an object").remove("aud");
        assert!(read(&before).is_some_and(|claims| claims.lacks_known_claims));
    }

    #[test]
    fn what_is_no_token_tells_nothing() {
        for text in ["", "a", "a.b.c", "e30.e30.AA", "e30.!.AA"] {
            assert_eq!(UnverifiedClaims::read(text), None, "{text:?}");
        }
    }
}
