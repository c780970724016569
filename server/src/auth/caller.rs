//! The client of a request as the network shows it: an address and a user agent.
//!
//! Addresses are personal data. They are kept in memory for the throttle, and sealed in the database.

use crate::{
    config::Config,
    error::AppError,
    keys::sealed::{RowField, Sealer},
};
use anyhow::anyhow;
use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts},
    http::{HeaderMap, header::USER_AGENT, request::Parts},
};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

/// The client that sent a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    /// The address of the socket, or the one that trusted proxies name.
    pub address: IpAddr,
    /// The `User-Agent` header. Nothing proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

impl Caller {
    /// The network that limits are counted by. A client with one IPv6 address has the other 2^64 addresses
    /// of its network, too.
    pub fn network(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => prefix(address, HOST_BITS),
        }
    }

    /// The site of the network: under IPv6 one customer of a provider can have 65,536 networks (RFC 6177).
    /// `None` under IPv4.
    pub fn site(&self) -> Option<IpAddr> {
        match self.address {
            IpAddr::V4(_) => None,
            IpAddr::V6(address) => Some(prefix(address, SITE_BITS)),
        }
    }
}

fn prefix(address: Ipv6Addr, without: u32) -> IpAddr {
    Ipv6Addr::from_bits(address.to_bits() >> without << without).into()
}

/// The part of an IPv6 address that its owner chooses (RFC 7421).
const HOST_BITS: u32 = 64;
/// The same with the networks that a customer chooses among.
const SITE_BITS: u32 = 80;

impl<S: Sync> FromRequestParts<S> for Caller
where
    Arc<Config>: FromRef<S>,
{
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        let config = Arc::<Config>::from_ref(state);
        let ConnectInfo(peer) =
            parts.extensions.get::<ConnectInfo<SocketAddr>>().ok_or_else(|| {
                AppError::internal(anyhow!("the server was started without addresses"))
            })?;
        Ok(Self {
            address: address(peer.ip(), &parts.headers, &config.trusted_proxies),
            user_agent: user_agent(&parts.headers),
        })
    }
}

/// The address of the client. Any client can send `X-Forwarded-For`, so only entries of trusted proxies
/// count. Each proxy appends the address that it sees. Read from the end, the first address that is no
/// trusted proxy is the client, and the entries before it prove nothing.
fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |hop: &IpAddr| trusted.iter().any(|network| network.contains(hop));
    let mut hop = peer.to_canonical();
    let mut before = headers
        .get_all("x-forwarded-for")
        .iter()
        .rev()
        .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    while is_trusted(&hop)
        && let Some(previous) = before.next().and_then(read_hop)
    {
        hop = previous;
    }
    hop
}

/// An address, which some proxies write with the port.
fn read_hop(bytes: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(bytes).ok()?.trim();
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    let address = text.parse().or_else(|_| with_port()).ok()?;
    Some(IpAddr::to_canonical(&address))
}

/// The first header, without control characters, and cut to [`MAX_USER_AGENT`].
fn user_agent(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(USER_AGENT)?;
    let text: String = String::from_utf8_lossy(value.as_bytes())
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_USER_AGENT)
        .collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

const MAX_USER_AGENT: usize = 256;

/// Seals callers for the database.
pub struct Callers(Sealer);

impl Callers {
    pub fn new(key: &[u8; 32]) -> Self {
        Self(Sealer::new(key))
    }

    /// A caller as it stands in the row `id` of a table.
    pub fn seal(&self, table: &str, id: &str, caller: &Caller) -> String {
        let json = serde_json::to_vec(caller).expect("an address and a text are JSON");
        self.0.seal(field(table, id), &json)
    }

    /// The caller in the row `id` of a table; `None` for what was sealed elsewhere or is unreadable.
    pub fn open(&self, table: &str, id: &str, sealed: &str) -> Option<Caller> {
        let json = self.0.open(field(table, id), sealed)?;
        serde_json::from_slice(&json).ok()
    }
}

fn field<'a>(table: &'a str, id: &'a str) -> RowField<'a> {
    RowField { table, column: "caller", row: id }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|network| network.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn s29_a_stranger_cannot_choose_an_address() {
        assert_eq!(seen("192.0.2.1", &[]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(seen("192.0.2.1", &["198.51.100.7, 10.0.0.1"]), "192.0.2.1");
        assert_eq!(seen("::ffff:192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    }

    #[test]
    fn s29_the_last_address_that_is_no_proxy_counts() {
        for forwarded in [
            &["198.51.100.7"][..],
            &["198.51.100.7:4711"],
            &["::ffff:198.51.100.7"],
            &["203.0.113.9, 198.51.100.7"],
            &["203.0.113.9", "198.51.100.7"],
            &["203.0.113.9,198.51.100.7 , 10.0.0.2"],
            &["not an address, 198.51.100.7", "10.0.0.2, fd00::2"],
        ] {
            assert_eq!(seen("10.0.0.1", forwarded), "198.51.100.7", "{forwarded:?}");
        }
        assert_eq!(seen("fd00::1", &["[2001:db8::7]:4711"]), "2001:db8::7");
        assert_eq!(seen("::ffff:10.0.0.1", &["2001:db8::7"]), "2001:db8::7");
    }

    #[test]
    fn s29_garbage_ends_the_search_at_the_last_hop_that_is_known() {
        for garbage in ["", ",", "unknown", "198.51.100.7 10.0.0.1", "_hidden"] {
            assert_eq!(seen("10.0.0.1", &[garbage]), "10.0.0.1", "{garbage:?}");
            let line = format!("{garbage}, 10.0.0.2");
            assert_eq!(seen("10.0.0.1", &[&line]), "10.0.0.2", "{garbage:?}");
        }
        assert_eq!(seen("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }

    #[test]
    fn s28_an_ipv6_network_is_one_caller() {
        let network = |address: &str| {
            let caller = Caller { address: address.parse().unwrap(), user_agent: None };
            let site = caller.site().map(|site| site.to_string());
            (caller.network().to_string(), site)
        };
        let (ours, site) = network("2001:db8:1:2:3:4:5:6");
        assert_eq!((&*ours, site.as_deref()), ("2001:db8:1:2::", Some("2001:db8:1::")));
        assert_eq!(network("192.0.2.77"), ("192.0.2.77".into(), None));
    }

    #[test]
    fn a_user_agent_is_short_and_harmless() {
        let said = |bytes: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, bytes.try_into().unwrap());
            user_agent(&headers)
        };
        assert_eq!(said(b"Firefox\t(X11)").unwrap(), "Firefox(X11)");
        assert_eq!(said("크롬".as_bytes()).unwrap(), "크롬");
        assert_eq!(said(&[b'a'; 300]).unwrap().len(), 256);
        assert_eq!(said(b" "), None);
        assert_eq!(user_agent(&HeaderMap::new()), None);
    }

    #[test]
    fn a_sealed_caller_opens_in_its_row_only() {
        let callers = Callers::new(&[1; 32]);
        let caller = Caller { address: [192, 0, 2, 1].into(), user_agent: Some("Firefox".into()) };
        let sealed = callers.seal("sessions", "id", &caller);
        assert_eq!(callers.open("sessions", "id", &sealed), Some(caller));
        assert_eq!(callers.open("sessions", "other", &sealed), None);
        assert_eq!(callers.open("audit_events", "id", &sealed), None);
    }
}
