//! The visitors that other sites may send forms for.

use lesson_shared::lab::LabTransfers;
use lru::LruCache;
use server::random;
use std::{
    num::NonZero,
    sync::{Mutex, PoisonError},
};

/// The visitors that came last, and their numbers.
pub(super) struct Visitors(Mutex<LruCache<String, LabTransfers>>);

const MOST_VISITORS: NonZero<usize> = NonZero::new(10_000).expect("it is not zero");

impl Default for Visitors {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST_VISITORS)))
    }
}

impl Visitors {
    /// Changes the numbers of a visitor and returns them; `None` for an unknown or forgotten visitor.
    pub(super) fn change(
        &self,
        id: &str,
        change: impl FnOnce(&mut LabTransfers),
    ) -> Option<LabTransfers> {
        let mut visitors = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transfers = visitors.get_mut(id)?;
        change(transfers);
        Some(*transfers)
    }

    /// Adds a visitor whose numbers are zero, and returns the id.
    pub(super) fn add(&self) -> String {
        let id = random::id();
        let mut visitors = self.0.lock().unwrap_or_else(PoisonError::into_inner);
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
        assert_eq!(visitors.0.lock().unwrap().len(), MOST_VISITORS.get());
        assert!(visitors.change(&first, |_| ()).is_none());
    }
}
