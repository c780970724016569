//! Devices that somebody has signed in from before.
//!
//! A stranger can use up the tries of an account. So that this does not lock its owner out, a browser
//! gets a cookie at each login that proves that it knew the password once, and has tries of its own from
//! then on. It opens nothing: the password is still asked for.

use super::cookies::Cookie;
use crate::{config::PublicUrl, random};
use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use axum::http::HeaderMap;
use shared::compact::{base64url, from_base64url};
use std::sync::Arc;

/// The key that seals the cookies of known devices.
#[derive(Clone, Debug)]
pub struct DeviceKey(Arc<Key>);

impl DeviceKey {
    /// A sealing key with these bytes.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Arc::new(Key::new(HMAC_SHA256, key)))
    }

    /// The id of the device that a request comes from, if this user signed in there before.
    #[must_use]
    pub fn recognize(&self, url: &PublicUrl, headers: &HeaderMap, user_id: &str) -> Option<String> {
        let cookies = Cookie::Device.all(url, headers);
        cookies.iter().find_map(|cookie| self.open(cookie, user_id))
    }

    /// What goes into the cookie: the user's id, the device's, and a seal on both. Without an id the
    /// device gets one.
    #[must_use]
    pub fn seal(&self, user_id: &str, device_id: Option<String>) -> String {
        let head = format!("{user_id}.{}", device_id.unwrap_or_else(random::id));
        let seal = hmac::sign(&self.0, head.as_bytes());
        format!("{head}.{}", base64url(seal.as_ref()))
    }

    fn open(&self, cookie: &str, user_id: &str) -> Option<String> {
        let (head, seal) = cookie.rsplit_once('.')?;
        let seal = from_base64url(seal)?;
        hmac::verify(&self.0, head.as_bytes(), &seal).ok()?;
        let (user, device) = head.split_once('.')?;
        (user == user_id).then(|| device.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_to_the_user_who_signed_in_there() {
        let key = DeviceKey::new(&[1; 32]);
        let cookie = key.seal("ada", None);
        let device = key.open(&cookie, "ada").unwrap();
        assert_eq!(key.seal("ada", Some(device.clone())), cookie);
        assert_ne!(key.seal("ada", None), cookie);
        assert_eq!(key.open(&cookie, "eve"), None);
        assert_eq!(DeviceKey::new(&[2; 32]).open(&cookie, "ada"), None);
        let forged = cookie.replace("ada.", "eve.");
        assert_eq!(key.open(&forged, "eve"), None);
        for wrong in ["", ".", "..", "ada", "ada.x", "ada.x.", "ada.x.y"] {
            assert_eq!(key.open(wrong, "ada"), None, "{wrong:?}");
        }
    }
}
