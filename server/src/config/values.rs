//! Parsers for the values of settings.
//!
//! humantime was weighed for durations: it also reads sums, months and milliseconds, as in `1month 2ms`. A setting is one
//! whole number with one unit, which takes fifteen lines.

use anyhow::{Context, Result};
use ipnet::IpNet;
use shared::verify::Algorithm;
use std::{net::IpAddr, time::Duration};
use url::Url;

/// The whole seconds of a setting; `name` is its variable. Fails above `u32::MAX` seconds.
pub(super) fn seconds(name: &str, duration: Duration) -> Result<u32> {
    u32::try_from(duration.as_secs()).with_context(|| format!("{name} is too long"))
}

/// Parses the registered name of a signature algorithm (RFC 7518 §3.1, RFC 8037 §3.1).
pub fn algorithm(name: &str) -> Result<Algorithm, String> {
    Algorithm::from_name(name)
        .ok_or_else(|| format!("{name:?} is none of HS256, EdDSA, ES256 and RS256"))
}

/// Parses an address like `10.0.0.7` or a network like `10.0.0.0/8`. An address is the network of that address alone.
pub(super) fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| address()).map_err(|_| {
        format!("{text:?} is neither an address like 10.0.0.7 nor a network like 10.0.0.0/8")
    })
}

/// Parses an origin like `https://app.example.com` (RFC 6454 §6.2) and returns it in the form that browsers send.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let wrong = || {
        format!(
            "{text:?} is no origin; give a scheme, a host and perhaps a port, like https://app.example.com"
        )
    };
    let url: Url = text.trim().parse().map_err(|_| wrong())?;
    let is_web = matches!(url.scheme(), "https" | "http");
    let origin = url.origin().ascii_serialization();
    // A URL with a path, a query or credentials is longer than its origin and a slash.
    if is_web && !text.contains('*') && url.as_str().strip_suffix('/') == Some(&origin) {
        Ok(origin)
    } else {
        Err(wrong())
    }
}

/// Parses a whole number with a unit: `15s`, `10m`, `24h` or `14d`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is no duration; write it like 90s, 10m, 24h or 14d");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let scale = match unit {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        _ => return Err(wrong()),
    };
    let digits = &text[..text.len() - 1];
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number.checked_mul(scale).map(Duration::from_secs).ok_or_else(wrong)
}
