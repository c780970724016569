//! The URL under which browsers reach the server.

use anyhow::{Context, Result, bail, ensure};
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
        let local = match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            host: url.host_str().unwrap_or_default().to_owned(),
            secure,
            local,
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
}
