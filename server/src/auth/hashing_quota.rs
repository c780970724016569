//! How many of the slots for password hashes one client may hold, so that the others can still sign in.
//!
//! | who | part of the slots |
//! | --- | --- |
//! | one network (an IPv4 address, an IPv6 /64), and one site (an IPv6 /48) | half |
//! | all clients together whose device the account does not know | three quarters |
//! | all known devices of one account | an eighth |
//!
//! The last quarter is for users at their own devices. An attacker can get as many device tokens of an own account
//! as there are logins, so devices count by account.

use super::caller::Caller;
use crate::error::AppError;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The slots that are held at this moment, by holder.
#[derive(Clone, Debug)]
pub(super) struct HashingQuota {
    slots: usize,
    held: Arc<Mutex<HashMap<Holder, usize>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Holder {
    Network(IpAddr),
    Site(IpAddr),
    Strangers,
    Account(String),
}

/// One slot of each holder's quota, given back when it is dropped.
#[derive(Debug)]
pub struct QuotaSlot {
    quota: HashingQuota,
    holders: Vec<Holder>,
}

impl HashingQuota {
    /// A quota of so many `slots` that all clients have together.
    pub(super) fn new(slots: usize) -> Self {
        Self { slots, held: Arc::default() }
    }

    /// Takes a slot. `account` is the id of the user to whom the client's device is known.
    pub(super) fn take(
        &self,
        caller: &Caller,
        account: Option<&str>,
    ) -> Result<QuotaSlot, AppError> {
        let site = caller.site().map(Holder::Site);
        let who = account.map_or(Holder::Strangers, |id| Holder::Account(id.to_owned()));
        let holders: Vec<_> =
            [Holder::Network(caller.network()), who].into_iter().chain(site).collect();
        let mut held = self.held();
        let is_full = |holder| held.get(holder).is_some_and(|slots| *slots >= self.most(holder));
        if holders.iter().any(is_full) {
            return Err(AppError::busy());
        }
        for holder in &holders {
            *held.entry(holder.clone()).or_default() += 1;
        }
        Ok(QuotaSlot { quota: self.clone(), holders })
    }

    fn most(&self, holder: &Holder) -> usize {
        let part = match holder {
            Holder::Network(_) | Holder::Site(_) => self.slots / 2,
            Holder::Strangers => self.slots * 3 / 4,
            Holder::Account(_) => self.slots / 8,
        };
        part.max(1)
    }

    fn held(&self) -> MutexGuard<'_, HashMap<Holder, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for QuotaSlot {
    fn drop(&mut self) {
        let mut held = self.quota.held();
        for holder in &self.holders {
            if let Some(slots) = held.get_mut(holder) {
                *slots -= 1;
                if *slots == 0 {
                    held.remove(holder);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Caller {
        Caller { address: address.parse().unwrap(), user_agent: None }
    }

    /// The slots that are taken until one is refused.
    fn fill(quota: &HashingQuota, caller: &Caller, account: Option<&str>) -> Vec<QuotaSlot> {
        std::iter::from_fn(|| quota.take(caller, account).ok()).collect()
    }

    #[test]
    fn s30_each_network_has_a_quota_and_a_slot_that_is_given_back_is_forgotten() {
        let quota = HashingQuota::new(4);
        let slots = fill(&quota, &at("192.0.2.1"), None);
        assert_eq!(slots.len(), 2);
        let other = quota.take(&at("192.0.2.2"), None).unwrap();
        drop(slots);
        assert!(quota.take(&at("192.0.2.1"), None).is_ok());
        drop(other);
        assert!(quota.held().is_empty());
    }

    #[test]
    fn s58_the_networks_of_one_site_share_a_quota() {
        let quota = HashingQuota::new(16);
        let slots: Vec<_> = (0..100)
            .filter_map(|network| quota.take(&at(&format!("2001:db8:1:{network:x}::1")), None).ok())
            .collect();
        assert_eq!(slots.len(), 8);
        assert!(quota.take(&at("2001:db8:2::1"), None).is_ok());
    }

    #[test]
    fn s58_a_quarter_is_left_for_known_devices_and_no_account_takes_all_of_it() {
        let quota = HashingQuota::new(64);
        let strangers: Vec<_> = (0..100)
            .filter_map(|host| quota.take(&at(&format!("192.0.2.{host}")), None).ok())
            .collect();
        assert_eq!(strangers.len(), 48);
        assert_eq!(fill(&quota, &at("198.51.100.1"), Some("attacker")).len(), 8);
        let owner = quota.take(&at("198.51.100.1"), Some("owner"));
        assert!(owner.is_ok());
    }
}
