//! How many of the slots for password hashes one network may hold: half of them.

use crate::error::AppError;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The slots that each network holds at this moment.
#[derive(Clone, Debug)]
pub(super) struct HashingQuota {
    per_network: usize,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One slot of a network's quota, given back when it is dropped.
#[derive(Debug)]
pub struct QuotaSlot {
    quota: HashingQuota,
    network: IpAddr,
}

impl HashingQuota {
    /// A quota of so many `slots` that all networks have together.
    pub(super) fn new(slots: usize) -> Self {
        Self { per_network: (slots / 2).max(1), held: Arc::default() }
    }

    /// Takes a slot, unless the network holds its quota already.
    pub(super) fn take(&self, network: IpAddr) -> Result<QuotaSlot, AppError> {
        let mut held = self.held();
        let slots = held.entry(network).or_default();
        if *slots >= self.per_network {
            return Err(AppError::busy());
        }
        *slots += 1;
        Ok(QuotaSlot { quota: self.clone(), network })
    }

    fn held(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for QuotaSlot {
    fn drop(&mut self) {
        let mut held = self.quota.held();
        if let Some(slots) = held.get_mut(&self.network) {
            *slots -= 1;
            if *slots == 0 {
                held.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s30_each_network_has_a_quota_and_a_slot_that_is_given_back_is_forgotten() {
        let quota = HashingQuota::new(4);
        let [one, two] = ["192.0.2.1", "192.0.2.2"].map(|network| network.parse().unwrap());
        let slots = [quota.take(one).unwrap(), quota.take(one).unwrap()];
        assert!(quota.take(one).is_err());
        let other = quota.take(two).unwrap();
        drop(slots);
        assert!(quota.take(one).is_ok());
        drop(other);
        assert!(quota.held().is_empty());
    }
}
