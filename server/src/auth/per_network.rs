//! A limit for each network and, more widely, for each site: whoever has one IPv6 network often has 65,536.

use super::caller::Caller;
use crate::{
    clock::UnixMillis,
    rate::{Limiter, Rate},
};
use std::{net::IpAddr, time::Duration};

/// How often each network, and each site, may.
#[derive(Debug)]
pub struct PerNetwork {
    networks: Limiter<IpAddr>,
    sites: Limiter<IpAddr>,
}

impl PerNetwork {
    /// Limits that have seen nothing.
    pub fn new(network: Rate, site: Rate) -> Self {
        Self { networks: Limiter::new(network), sites: Limiter::new(site) }
    }

    /// Takes a try from the network and its site, or from neither; then it tells how long to wait.
    pub fn take(&self, caller: &Caller, now: UnixMillis) -> Result<(), Duration> {
        self.networks.take(caller.network(), now)?;
        let Some(site) = caller.site() else {
            return Ok(());
        };
        let taken = self.sites.take(site, now);
        if taken.is_err() {
            self.networks.give_back(&caller.network());
        }
        taken
    }

    /// Gives a try back to both.
    pub fn give_back(&self, caller: &Caller) {
        self.networks.give_back(&caller.network());
        if let Some(site) = caller.site() {
            self.sites.give_back(&site);
        }
    }
}
