//! The http-only cookies: the refresh token always, the access token if the client asked for it, and the
//! token of a device that a user has signed in from.

use crate::config::PublicUrl;
use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{COOKIE, SET_COOKIE},
};
use shared::api::{ACCESS_COOKIE, DEVICE_COOKIE, REFRESH_COOKIE, SECURE_COOKIE_PREFIX};

/// An http-only cookie, by its name without the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie(pub &'static str);

impl Cookie {
    pub const REFRESH: Self = Self(REFRESH_COOKIE);
    pub const ACCESS: Self = Self(ACCESS_COOKIE);
    /// The device token: a user has signed in from this browser before.
    pub const DEVICE: Self = Self(DEVICE_COOKIE);

    /// The name in the browser. On https it has the prefix with which the browser takes the cookie from
    /// this host alone.
    pub fn name(self, url: &PublicUrl) -> String {
        let Self(name) = self;
        let prefix = if url.is_secure() { SECURE_COOKIE_PREFIX } else { "" };
        format!("{prefix}{name}")
    }

    /// Sets the cookie for so many seconds. `SameSite=Strict` keeps it from requests of other sites,
    /// `HttpOnly` from scripts of this one.
    pub fn set(self, url: &PublicUrl, value: &str, max_age: u32) -> (HeaderName, HeaderValue) {
        let name = self.name(url);
        let secure = if url.is_secure() { "; Secure" } else { "" };
        let cookie =
            format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Strict{secure}");
        let value = HeaderValue::try_from(cookie).expect("tokens and names are visible ASCII");
        (SET_COOKIE, value)
    }

    /// Tells the browser to forget the cookie.
    pub fn clear(self, url: &PublicUrl) -> (HeaderName, HeaderValue) {
        self.set(url, "", 0)
    }

    /// Every value that came under this name. A browser sends one; of two, an attacker planted one.
    pub fn all(self, url: &PublicUrl, headers: &HeaderMap) -> Vec<String> {
        let name = self.name(url);
        headers
            .get_all(COOKIE)
            .iter()
            // Bytes, because another program on this host may set a cookie that is no text.
            .flat_map(|header| header.as_bytes().split(|byte| *byte == b';'))
            .filter_map(|pair| pair.trim_ascii().strip_prefix(name.as_bytes()))
            .filter_map(|rest| rest.strip_prefix(b"="))
            .map(|value| String::from_utf8_lossy(value).into_owned())
            .collect()
    }
}
