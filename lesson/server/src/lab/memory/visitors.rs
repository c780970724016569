//! The visitors that other sites may send forms for.

use lesson_shared::lab::LabTransfers;
use lru::LruCache;
use server::{auth::per_network::PerNetwork, random, rate::Rate};
use std::{
    num::NonZero,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// The visitors that came last, and their numbers.
pub(in crate::lab) struct Visitors {
    transfers: Mutex<LruCache<String, LabTransfers>>,
    pub(in crate::lab) begun: PerNetwork,
}

/// New visitors from one network, so that one network does not crowd out all others at once.
const NETWORK: Rate = Rate { burst: 60, every: Duration::from_secs(10) };
/// The same for all networks of one site.
const SITE: Rate = Rate { burst: 120, every: Duration::from_secs(7) };

const MOST_VISITORS: NonZero<usize> = NonZero::new(10_000).expect("it is not zero");

impl Default for Visitors {
    fn default() -> Self {
        Self {
            transfers: Mutex::new(LruCache::new(MOST_VISITORS)),
            begun: PerNetwork::new(NETWORK, SITE),
        }
    }
}

impl Visitors {
    /// Changes the numbers of a visitor, who has to be one.
    pub(in crate::lab) fn change(
        &self,
        id: &str,
        change: impl FnOnce(&mut LabTransfers),
    ) -> Option<LabTransfers> {
        let mut visitors = self.transfers.lock().unwrap_or_else(PoisonError::into_inner);
        let transfers = visitors.get_mut(id)?;
        change(transfers);
        Some(*transfers)
    }

    /// Adds one with numbers that are zero.
    pub(in crate::lab) fn add(&self) -> String {
        let id = random::id();
        let mut visitors = self.transfers.lock().unwrap_or_else(PoisonError::into_inner);
        visitors.put(id.clone(), LabTransfers::default());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lab_remembers_only_so_many_visitors() {
        let visitors = Visitors::default();
        let first = visitors.add();
        assert!(visitors.change(&first, |_| ()).is_some());
        for _ in 0..MOST_VISITORS.get() {
            visitors.add();
        }
        assert_eq!(visitors.transfers.lock().unwrap().len(), MOST_VISITORS.get());
        assert!(visitors.change(&first, |_| ()).is_none());
    }
}
