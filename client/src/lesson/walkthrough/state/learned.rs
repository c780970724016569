//! Which questions the visitor has answered right, remembered in this browser.

use super::step_list;
use crate::browser::site_data::{LocalStorage, SiteData};
use leptos::prelude::*;
use shared::Step;

const KEY: &str = "claimcheck.learned";

/// The steps whose question was answered right, in the context of the walkthrough.
#[derive(Clone, Copy, Debug)]
pub struct Learned(RwSignal<Vec<Step>>);

impl Learned {
    pub fn restore() -> Self {
        let names = LocalStorage::find_text(KEY).unwrap_or_default();
        Self(RwSignal::new(step_list::parse(&names)))
    }

    /// Whether the question of a step was answered right. Reactive.
    pub fn knows(self, step: Step) -> bool {
        self.0.with(|steps| steps.contains(&step))
    }

    /// How many questions were answered right. Reactive.
    pub fn count(self) -> usize {
        self.0.with(Vec::len)
    }

    pub fn learn(self, step: Step) {
        if !untrack(|| self.knows(step)) {
            self.0.update(|steps| steps.push(step));
            LocalStorage::keep(KEY, &step_list::names(&self.0.get_untracked()));
        }
    }

    pub fn reset(self) {
        self.0.set(Vec::new());
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
