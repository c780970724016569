//! Reads from the page's own token when it expires and what it allows.

use leptos::prelude::window;
use serde::{Deserialize, de::IgnoredAny};
use shared::{Claims, Role, UnixSeconds};
use std::collections::HashMap;

/// Some claims of a token, decoded without a key: a page may show them, and they prove nothing.
///
/// `shared::UnverifiedClaims` refuses a token that has other claims than this version knows. A page has to renew such
/// a token, which a server of another version has issued, so it reads no more than it needs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct UnverifiedToken {
    pub jti: String,
    pub iat: UnixSeconds,
    pub exp: UnixSeconds,
    pub roles: Vec<Role>,
    /// Whether an earlier version has issued the token, without a claim that this version knows. A renewal brings a
    /// token that has it.
    #[serde(skip)]
    pub lacks_known_claims: bool,
}

impl UnverifiedToken {
    /// Reads the claims. `None` when `token` is not a JWT, or lacks one of the four claims.
    pub fn read(token: &str) -> Option<Self> {
        let payload = token.split('.').nth(1)?;
        // `atob` decodes base64 and not base64url. It garbles what is not ASCII, and these claims are ASCII.
        let payload = payload.replace('-', "+").replace('_', "/");
        let payload = window().atob(&payload).ok()?;
        #[expect(clippy::zero_sized_map_values, reason = "a set cannot be read from an object")]
        let claims: HashMap<String, IgnoredAny> = serde_json::from_str(&payload).ok()?;
        let lacks_known_claims = !Claims::NAMES.iter().all(|name| claims.contains_key(*name));
        Some(Self { lacks_known_claims, ..serde_json::from_str(&payload).ok()? })
    }
}

#[cfg(test)]
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
        let claims = UnverifiedToken::read(&token).expect("it has all four");
        assert_eq!((claims.iat, claims.exp), (UnixSeconds(1000), UnixSeconds(1060)));
        assert_eq!(claims.roles, [Role::User, Role::Admin]);
    }

    #[test]
    fn a_token_of_an_earlier_version_lacks_a_claim() {
        let now = serde_json::to_value(Claims::example()).expect("claims are JSON");
        let read = |claims: &serde_json::Value| UnverifiedToken::read(&token(&claims.to_string()));
        assert!(read(&now).is_some_and(|claims| !claims.lacks_known_claims));
        let mut before = now;
        before.as_object_mut().expect("claims are an object").remove("aud");
        assert!(read(&before).is_some_and(|claims| claims.lacks_known_claims));
    }

    #[test]
    fn what_is_no_token_tells_nothing() {
        for text in ["", "a", "a.b.c", "e30.e30.AA", "e30.!.AA"] {
            assert_eq!(UnverifiedToken::read(text), None, "{text:?}");
        }
    }
}
