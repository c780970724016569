//! Devices that a user has signed in from before.
//!
//! An attacker can use up the tries of an account. So that this does not lock the user out, each login gives
//! the browser a cookie, which proves that it knew the password once, and from then on the device has tries
//! of its own. The cookie opens nothing: the password is still asked for. A new password forgets all devices.

use crate::{
    clock::UnixMillis,
    db::{PasswordHash, users::User},
    random,
};
use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use shared::compact::{base64url, from_base64url};
use std::time::Duration;

/// How long a device is known: 400 days, the longest that browsers keep a cookie (RFC 6265bis §5.5).
pub(crate) const LIFETIME_SECONDS: u32 = 400 * 24 * 60 * 60;

/// A device token is shorter. A longer cookie is not worth a look.
const LONGEST: usize = 160;

/// The key that seals device tokens.
#[derive(Debug)]
pub struct DeviceKey(Key);

/// The content of a device cookie with a genuine seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceToken {
    user_id: String,
    device_id: String,
    password: String,
}

impl DeviceKey {
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Key::new(HMAC_SHA256, key))
    }

    /// The token of the device that sent these cookies. Reading it depends on no user, so its duration
    /// tells an attacker nothing. A browser sends one cookie; when there are more, an attacker has planted
    /// one, and none counts.
    pub fn read(&self, cookies: &[String], now: UnixMillis) -> Option<DeviceToken> {
        match cookies {
            [cookie] if cookie.len() <= LONGEST => self.open(cookie, now),
            _ => None,
        }
    }

    /// The id of the device, if this user signed in from it with the current password.
    pub fn id_for(&self, token: &DeviceToken, user: &User) -> Option<String> {
        let is_known =
            token.user_id == user.id && token.password == self.fingerprint(&user.password_hash);
        is_known.then(|| token.device_id.clone())
    }

    /// The value of the cookie. A device without an id gets one.
    pub fn seal(&self, user: &User, device_id: Option<String>, now: UnixMillis) -> String {
        let device_id = device_id.unwrap_or_else(random::id);
        let password = self.fingerprint(&user.password_hash);
        let head = format!("{}.{device_id}.{}.{password}", user.id, now.0);
        let seal = hmac::sign(&self.0, head.as_bytes());
        format!("{head}.{}", base64url(seal.as_ref()))
    }

    fn open(&self, cookie: &str, now: UnixMillis) -> Option<DeviceToken> {
        let (head, seal) = cookie.rsplit_once('.')?;
        let seal = from_base64url(seal)?;
        hmac::verify(&self.0, head.as_bytes(), &seal).ok()?;
        let mut parts = head.split('.').map(str::to_owned);
        let (user_id, device_id) = (parts.next()?, parts.next()?);
        let issued_at = UnixMillis(parts.next()?.parse().ok()?);
        let password = parts.next()?;
        (now.since(issued_at) <= lifetime()).then_some(DeviceToken { user_id, device_id, password })
    }

    /// Tells one password hash from another, and nothing else about it.
    fn fingerprint(&self, hash: &PasswordHash) -> String {
        let tag = hmac::sign(&self.0, format!("password\0{}", hash.as_str()).as_bytes());
        base64url(&tag.as_ref()[..16])
    }
}

fn lifetime() -> Duration {
    Duration::from_secs(LIFETIME_SECONDS.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixMillis = UnixMillis(1_800_000_000_000);

    fn user(id: &str, hash: &str) -> User {
        User {
            id: id.into(),
            username: "ada".into(),
            password_hash: PasswordHash::new(hash.into()),
            roles: vec![],
            disabled_at: None,
            last_login_at: None,
        }
    }

    #[test]
    fn s28_a_device_is_known_to_its_user_for_one_password_and_400_days() {
        let key = DeviceKey::new(&[1; 32]);
        let ada = user("ada", "hash");
        let cookie = key.seal(&ada, None, NOW);
        let token = key.open(&cookie, NOW).unwrap();
        let device = key.id_for(&token, &ada).unwrap();
        assert_eq!(key.seal(&ada, Some(device), NOW), cookie);
        assert_ne!(key.seal(&ada, None, NOW), cookie);
        assert_eq!(key.id_for(&token, &user("eve", "hash")), None);
        assert_eq!(key.id_for(&token, &user("ada", "another hash")), None);
        assert!(key.open(&cookie, NOW.plus(lifetime())).is_some());
        let too_late = NOW.plus(lifetime()).plus(Duration::from_millis(1));
        assert_eq!(key.open(&cookie, too_late), None);
    }

    #[test]
    fn s28_a_device_token_cannot_be_made_up() {
        let key = DeviceKey::new(&[1; 32]);
        let cookie = key.seal(&user("ada", "hash"), None, NOW);
        assert_eq!(DeviceKey::new(&[2; 32]).open(&cookie, NOW), None);
        assert_eq!(key.open(&cookie.replace("ada.", "eve."), NOW), None);
        for wrong in ["", ".", "..", "....", "ada", "ada.x.1.y", "ada.x.1.y.z"] {
            assert_eq!(key.open(wrong, NOW), None, "{wrong:?}");
        }
        let long = key.seal(&user(&random::id(), "hash"), None, UnixMillis(i64::MAX));
        assert!(long.len() <= LONGEST);
    }
}
