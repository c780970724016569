//! A limit for each network and, more widely, for each site: a customer with one IPv6 network often has 65,536.

use super::caller::Caller;
use crate::{
    clock::UnixMillis,
    rate::{Limiter, Rate},
};
use std::{net::IpAddr, time::Duration};

/// The limits of all networks and sites.
#[derive(Debug)]
pub struct PerNetwork {
    networks: Limiter<IpAddr>,
    sites: Limiter<IpAddr>,
}

impl PerNetwork {
    pub fn new(network: Rate, site: Rate) -> Self {
        Self { networks: Limiter::new(network), sites: Limiter::new(site) }
    }

    /// Counts a try against the network and its site, or against neither; the error is the time to wait.
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
