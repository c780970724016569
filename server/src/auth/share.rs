//! A part of what there is, for each: nobody takes all the places at the password hash.

use crate::error::AppError;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many places each holds at this moment.
#[derive(Debug)]
pub(super) struct Shares<K>(Arc<Mutex<HashMap<K, usize>>>);

/// One of them, given back when it is dropped.
#[derive(Debug)]
pub struct Share<K: Hash + Eq> {
    shares: Shares<K>,
    of: K,
}

impl<K> Default for Shares<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Hash + Eq + Clone> Shares<K> {
    /// Takes a place, unless this one holds so many already.
    pub(super) fn take(&self, of: K, most: usize) -> Result<Share<K>, AppError> {
        let mut held = held(self);
        let mine = held.entry(of.clone()).or_default();
        if *mine >= most {
            return Err(AppError::busy());
        }
        *mine += 1;
        Ok(Share { shares: Self(Arc::clone(&self.0)), of })
    }
}

impl<K: Hash + Eq> Drop for Share<K> {
    fn drop(&mut self) {
        let mut held = held(&self.shares);
        if let Some(mine) = held.get_mut(&self.of) {
            *mine -= 1;
            if *mine == 0 {
                held.remove(&self.of);
            }
        }
    }
}

fn held<K>(shares: &Shares<K>) -> MutexGuard<'_, HashMap<K, usize>> {
    shares.0.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s30_each_has_a_part_and_what_is_given_back_is_forgotten() {
        let shares = Shares::default();
        let places = [shares.take("a", 2).unwrap(), shares.take("a", 2).unwrap()];
        assert!(shares.take("a", 2).is_err());
        let other = shares.take("b", 2).unwrap();
        drop(places);
        assert!(shares.take("a", 2).is_ok());
        drop(other);
        assert!(held(&shares).is_empty());
    }
}
