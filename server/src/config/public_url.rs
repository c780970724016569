//! The URL under which browsers reach the server.

use anyhow::{Context, Result, bail, ensure};
use axum::http::uri::Authority;
use std::str::FromStr;
use url::{Host, Url};

/// An origin (RFC 6454 §4): scheme, host and perhaps port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    host: String,
    secure: bool,
    local: bool,
}

impl PublicUrl {
    pub(super) fn new(url: &Url) -> Result<Self> {
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            other => {
                bail!("CLAIMCHECK_PUBLIC_URL starts with {other}:; it has to be https: or http:")
            }
        };
        ensure!(
            url.path() == "/"
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
                && url.password().is_none(),
            "CLAIMCHECK_PUBLIC_URL is more than a scheme, a host and a port; give it like https://login.example.com"
        );
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            host: url.host_str().unwrap_or_default().to_owned(),
            secure,
            local: is_local(url),
        })
    }

    /// The origin as browsers write it in `Origin` (RFC 6454 §6.2).
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host alone.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether a request for this host and port is for this server. While the public URL is one of this machine,
    /// its other names, `localhost` and `127.0.0.1`, are the same server at any port: `trunk serve` passes
    /// requests on under a port of its own.
    #[must_use]
    pub fn is_at(&self, host: &Authority) -> bool {
        let scheme = if self.secure { "https" } else { "http" };
        let Ok(url) = Url::parse(&format!("{scheme}://{host}")) else {
            return false;
        };
        let has_user = host.as_str().contains('@');
        !has_user
            && (url.origin().ascii_serialization() == self.origin || self.local && is_local(&url))
    }

    /// Whether this origin is a page on this machine, as the server is itself.
    #[must_use]
    pub fn is_local_page(&self, origin: &[u8]) -> bool {
        let url = str::from_utf8(origin).ok().and_then(|origin| Url::parse(origin).ok());
        self.local && url.is_some_and(|url| url.scheme() == "http" && is_local(&url))
    }

    /// Whether the scheme is https, so that cookies can be `Secure`.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether passwords and tokens cross a network in the clear: plain http on another host than localhost.
    #[must_use]
    pub const fn is_exposed(&self) -> bool {
        !self.secure && !self.local
    }
}

/// Whether the host is this machine by its name (RFC 6761 §6.3) or address.
fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl FromStr for PublicUrl {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::new(&text.parse().context("CLAIMCHECK_PUBLIC_URL is no URL")?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin() {
        let url: PublicUrl = "https://Login.Example.com:443/".parse().unwrap();
        assert_eq!(url.origin(), "https://login.example.com");
        assert_eq!(url.host(), "login.example.com");
        assert!(url.is_secure() && !url.is_exposed());
        assert!("http://192.168.0.7:8080".parse::<PublicUrl>().unwrap().is_exposed());
        assert!(!"http://[::1]:8080".parse::<PublicUrl>().unwrap().is_exposed());
    }

    #[test]
    fn s69_a_host_is_the_public_one_or_this_machine_where_the_public_one_is() {
        let is_at =
            |url: &str, host: &str| url.parse::<PublicUrl>().unwrap().is_at(&host.parse().unwrap());
        let public = "https://login.example.com";
        for host in ["login.example.com", "LOGIN.example.com", "login.example.com:443"] {
            assert!(is_at(public, host), "{host}");
        }
        for host in [
            "evil.example",
            "login.example.com:8443",
            "login.example.com.evil.example",
            "localhost",
            "127.0.0.1:8080",
            "evil@login.example.com",
        ] {
            assert!(!is_at(public, host), "{host}");
        }
        let local = "http://localhost:8080";
        for host in
            ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "localhost:8081", "a.localhost"]
        {
            assert!(is_at(local, host), "{host}");
        }
        for host in
            ["evil.example:8080", "192.168.0.7:8080", "localhost.evil.example:8080", "a@localhost"]
        {
            assert!(!is_at(local, host), "{host}");
        }
    }
}
