//! The public keys as others read them (RFC 7517).

use super::KeyRing;
use crate::clock::UnixMillis;
use jsonwebtoken::jwk::JwkSet;

impl KeyRing {
    /// The public halves of all keys that verify, those that are going to sign included. HMAC has no
    /// public half, so with HS256 the list is empty.
    pub fn jwks(&self, now: UnixMillis) -> JwkSet {
        let keys = self.verifying(now);
        let keys = keys.iter().filter_map(|key| key.public().cloned());
        JwkSet { keys: keys.collect() }
    }
}
