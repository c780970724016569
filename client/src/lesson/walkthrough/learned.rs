//! Which questions the visitor has answered right, remembered in this browser.

use super::marks::{self, Marks};
use crate::browser::site_data::{LocalStorage, SiteData};
use leptos::prelude::*;
use shared::Step;

const KEY: &str = "claimcheck.learned";

/// A mark for each step, in the context of the walkthrough.
#[derive(Clone, Copy, Debug)]
pub struct Learned(RwSignal<Marks>);

impl Learned {
    /// What this browser remembers.
    #[must_use]
    pub fn restore() -> Self {
        let names = LocalStorage::find_text(KEY).unwrap_or_default();
        Self(RwSignal::new(marks::parse(&names)))
    }

    /// Whether the question of a step was answered right. Reactive.
    #[must_use]
    pub fn knows(self, step: Step) -> bool {
        self.0.get()[step as usize]
    }

    /// The same, for code that only wants to look once.
    #[must_use]
    pub fn knows_now(self, step: Step) -> bool {
        untrack(|| self.knows(step))
    }

    /// How many were answered right. Reactive.
    #[must_use]
    pub fn count(self) -> usize {
        self.0.get().iter().filter(|mark| **mark).count()
    }

    /// Marks a step.
    pub fn learn(self, step: Step) {
        self.0.update(|marks| marks[step as usize] = true);
        LocalStorage::keep(KEY, &marks::names(self.0.get_untracked()));
    }

    /// Forgets all marks.
    pub fn reset(self) {
        self.0.set(Marks::default());
        LocalStorage::forget(KEY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_was_learned_is_remembered_until_it_is_reset() {
        Owner::new().with(|| {
            let learned = Learned::restore();
            learned.learn(Step::Verify);
            learned.learn(Step::Login);
            let later = Learned::restore();
            assert!(later.knows(Step::Verify) && !later.knows(Step::Store));
            assert_eq!(later.count(), 2);
            later.reset();
            assert_eq!(Learned::restore().count(), 0);
        });
    }
}
