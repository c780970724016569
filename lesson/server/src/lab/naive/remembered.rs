//! Signatures that were right once, to save the second check. What they signed is not remembered, and
//! that is the mistake.

use lru::LruCache;
use std::{
    num::NonZero,
    sync::{Mutex, PoisonError},
};

/// The signatures that came last.
pub(super) struct Remembered(Mutex<LruCache<String, ()>>);

/// How many characters of a signature are kept: 258 bits, enough to tell it from all others.
const LENGTH: usize = 43;
/// Under a megabyte.
const MOST: NonZero<usize> = NonZero::new(10_000).expect("it is not zero");

impl Default for Remembered {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

impl Remembered {
    pub(super) fn insert(&self, signature: &str) {
        if let Some(beginning) = beginning(signature) {
            let mut signatures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            signatures.put(beginning.into(), ());
        }
    }

    pub(super) fn contains(&self, signature: &str) -> bool {
        let signatures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        beginning(signature).is_some_and(|beginning| signatures.contains(beginning))
    }
}

fn beginning(signature: &str) -> Option<&str> {
    signature.get(..LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lab_remembers_only_so_many() {
        let remembered = Remembered::default();
        let signature = |number: usize| format!("{number:064}x").chars().rev().collect::<String>();
        for number in 0..=MOST.get() {
            remembered.insert(&signature(number));
        }
        assert_eq!(remembered.0.lock().unwrap().len(), MOST.get());
        assert!(!remembered.contains(&signature(0)) && remembered.contains(&signature(1)));
        assert!(!remembered.contains("short"));
    }
}
