//! Asks the web worker for estimates.

use super::queue::Queue;
use crate::browser::worker::Worker;
use leptos::prelude::*;
use shared::strength::{Estimate, EstimateRequest, READY};

/// Where Trunk puts the worker: the name of a worker has no hash.
const SCRIPT: &str = "/strength_loader.js";

/// Estimates passwords. Where the worker cannot be loaded there is no estimate, and the server decides alone.
#[derive(Clone, Copy)]
pub(super) struct Estimator {
    estimate: RwSignal<Option<Estimate>>,
    failed: RwSignal<bool>,
    queue: StoredValue<Queue>,
    /// Ends with the component.
    worker: StoredValue<Option<Worker>, LocalStorage>,
}

impl Estimator {
    pub(super) fn new() -> Self {
        Self {
            estimate: RwSignal::new(None),
            failed: RwSignal::new(false),
            queue: StoredValue::new(Queue::default()),
            worker: StoredValue::new_local(None),
        }
    }

    /// Loads the worker, if that has not been tried yet.
    pub(super) fn start(self) {
        if self.worker.with_value(Option::is_some) || self.failed.get_untracked() {
            return;
        }
        let worker = Worker::start(SCRIPT, move |text| self.hear(&text), move || self.fail());
        if worker.is_none() {
            self.fail();
        }
        self.worker.set_value(worker);
    }

    /// The estimate of the last question, once it is there. Reactive.
    pub(super) fn estimate(self) -> Option<Estimate> {
        self.estimate.get()
    }

    /// Whether there will be no estimate. Reactive.
    pub(super) fn has_failed(self) -> bool {
        self.failed.get()
    }

    /// Asks for an estimate. The one before stays until the answer is there.
    pub(super) fn ask(self, question: &EstimateRequest) {
        self.start();
        let question = serde_json::to_string(question).expect("texts are JSON");
        let now = self.queue.try_update_value(|queue| queue.ask(question));
        self.say(now.flatten());
    }

    /// Drops the estimate: no password is typed.
    pub(super) fn forget(self) {
        self.queue.update_value(Queue::forget);
        self.estimate.set(None);
    }

    fn hear(self, text: &str) {
        let now = if text == READY {
            self.queue.try_update_value(Queue::listen).flatten()
        } else {
            let (is_latest, next) =
                self.queue.try_update_value(Queue::answered).unwrap_or_default();
            if is_latest {
                self.estimate.set(serde_json::from_str(text).ok());
            }
            next
        };
        self.say(now);
    }

    /// Drops the estimate, which would stay for every later password.
    fn fail(self) {
        self.failed.set(true);
        self.estimate.set(None);
    }

    fn say(self, question: Option<String>) {
        if let Some(question) = question {
            self.worker.with_value(|worker| {
                if let Some(worker) = worker {
                    worker.say(&question);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_worker_that_dies_takes_its_last_estimate_along() {
        let owner = Owner::new();
        owner.with(|| {
            let estimator = Estimator::new();
            let answer = Estimate { score: 4, guesses_log10: 13.7, weakness: None };
            let mut queue = Queue::default();
            queue.listen();
            queue.ask("nine blue herons".into());
            estimator.queue.set_value(queue);
            estimator.hear(&serde_json::to_string(&answer).expect("an estimate is JSON"));
            assert_eq!(estimator.estimate.get_untracked(), Some(answer));

            estimator.fail();
            assert_eq!(estimator.estimate.get_untracked(), None);
            assert!(estimator.failed.get_untracked());
        });
    }
}
