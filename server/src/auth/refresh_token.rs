//! Refresh tokens: a counter with a seal.
//!
//! `base64url(session id ‖ counter ‖ HMAC-SHA256(key, session id ‖ counter ‖ nonce))`, with the key
//! from the key file and the nonce from the database. Nothing is stored that could renew a session: an
//! attacker with the database lacks the key, and one with the key lacks the nonces.

use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use shared::compact::{base64url, from_base64url};

/// How long the id of the session is, with which the token begins.
pub const SESSION_BYTES: usize = 16;
const COUNTER_BYTES: usize = 8;
/// How much of the token is under the seal: the id and the counter.
pub const HEAD_BYTES: usize = SESSION_BYTES + COUNTER_BYTES;
const SEAL_BYTES: usize = 32;
const TOKEN_BYTES: usize = HEAD_BYTES + SEAL_BYTES;

/// The key that seals refresh tokens.
#[derive(Debug)]
pub struct RefreshKey(Key);

impl RefreshKey {
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Key::new(HMAC_SHA256, key))
    }

    /// The refresh token number `counter` of a session.
    pub fn seal(&self, session_id: &str, counter: i64, nonce: &str) -> String {
        let mut token = from_base64url(session_id).unwrap_or_default();
        token.extend(counter.to_be_bytes());
        let seal = hmac::sign(&self.0, &sealed_part(&token, nonce));
        token.extend(seal.as_ref());
        base64url(&token)
    }

    /// Whether this key sealed the token for the session with this nonce.
    pub fn has_sealed(&self, token: &RefreshToken, nonce: &str) -> bool {
        let message = sealed_part(&token.head, nonce);
        hmac::verify(&self.0, &message, &token.seal).is_ok()
    }
}

/// The head has a fixed length, so there is one way only to split the message.
fn sealed_part(head: &[u8], nonce: &str) -> Vec<u8> {
    [head, nonce.as_bytes()].concat()
}

/// A parsed refresh token. Its seal is not verified yet: that takes the session's nonce.
pub struct RefreshToken {
    head: [u8; HEAD_BYTES],
    seal: [u8; SEAL_BYTES],
}

impl RefreshToken {
    /// `None` for a text that has not the form of a token.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; TOKEN_BYTES] = from_base64url(text)?.try_into().ok()?;
        let (head, seal) = bytes.split_first_chunk()?;
        Some(Self { head: *head, seal: seal.try_into().ok()? })
    }

    /// The session that it claims to renew.
    pub fn session_id(&self) -> String {
        base64url(&self.head[..SESSION_BYTES])
    }

    /// The number of renewals before it.
    pub fn counter(&self) -> i64 {
        self.head[SESSION_BYTES..].iter().fold(0, |number, byte| number << 8 | i64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random;

    #[test]
    fn s32_a_seal_holds_for_one_session_one_counter_one_nonce_and_one_key() {
        let key = RefreshKey::new(&[1; 32]);
        let (id, nonce) = (random::id(), random::id());
        let token = RefreshToken::parse(&key.seal(&id, 258, &nonce)).unwrap();
        assert_eq!((token.session_id(), token.counter()), (id.clone(), 258));
        assert!(key.has_sealed(&token, &nonce));
        assert!(!key.has_sealed(&token, &random::id()));
        assert!(!RefreshKey::new(&[2; 32]).has_sealed(&token, &nonce));
        let bytes = from_base64url(&key.seal(&id, 258, &nonce)).unwrap();
        for index in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[index] ^= 1;
            let changed = RefreshToken::parse(&base64url(&changed)).unwrap();
            assert!(!key.has_sealed(&changed, &nonce), "byte {index}");
        }
    }

    #[test]
    fn what_has_not_the_shape_is_no_refresh_token() {
        let token = RefreshKey::new(&[1; 32]).seal(&random::id(), 0, "nonce");
        assert_eq!(token.len(), 75);
        for text in ["", "a", &token[..74], &format!("{token}A"), &format!("{token}="), "a.b.c"] {
            assert!(RefreshToken::parse(text).is_none(), "{text:?}");
        }
    }
}
