//! The worker that guesses the weak secret, in a thread of its own.

use crate::browser::{clock, worker::Worker};
use attacks::message::{News, READY, Task};
use leptos::prelude::*;

/// Where Trunk puts the worker: the name of a worker has no hash.
pub const SCRIPT: &str = "/cracker_loader.js";
/// How often an attack that needs the secret looks whether it was found.
const LOOK_MS: i32 = 20;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CrackState {
    #[default]
    Idle,
    /// So many guesses, and the last of them.
    Guessing(usize, String),
    /// So many guesses, and the secret.
    Found(usize, String),
    /// There is no worker, or the secret is no word.
    Failed,
}

#[derive(Clone, Copy)]
pub struct Cracker {
    pub state: RwSignal<CrackState>,
    worker: StoredValue<Option<Worker>, LocalStorage>,
}

impl Cracker {
    pub fn new() -> Self {
        Self { state: RwSignal::new(CrackState::Idle), worker: StoredValue::new_local(None) }
    }

    /// The secret, if it was found already.
    pub fn secret(self) -> Option<String> {
        match self.state.try_get_untracked()? {
            CrackState::Found(_, secret) => Some(secret),
            CrackState::Idle | CrackState::Guessing(..) | CrackState::Failed => None,
        }
    }

    /// Guesses until the secret of this token is found. The pause lets a visitor watch.
    pub async fn crack(self, token: &str, pause_ms: u32) -> Option<String> {
        let task = Task::Guess { pause_ms, token: token.into() };
        let task = serde_json::to_string(&task).expect("texts and numbers are JSON");
        self.start(task);
        while matches!(self.state.try_get_untracked()?, CrackState::Guessing(..)) {
            clock::sleep_ms(LOOK_MS).await;
        }
        self.secret()
    }

    /// Starts a worker, unless one is at work.
    fn start(self, task: String) {
        if self.worker.with_value(Option::is_some) {
            return;
        }
        self.state.set(CrackState::Guessing(0, String::new()));
        let worker = Worker::start(
            SCRIPT,
            move |text| self.hear(&text, &task),
            move || self.finish(CrackState::Failed),
        );
        if worker.is_none() {
            self.finish(CrackState::Failed);
        }
        self.worker.set_value(worker);
    }

    fn hear(self, text: &str, task: &str) {
        if text == READY {
            self.worker.try_with_value(|worker| {
                if let Some(worker) = worker {
                    worker.say(task);
                }
            });
            return;
        }
        match serde_json::from_str(text) {
            Ok(News::Tried(count, word)) => {
                self.state.try_set(CrackState::Guessing(count, word));
            }
            Ok(News::Found(count, word)) => self.finish(CrackState::Found(count, word)),
            Ok(News::Nothing | News::Key(_)) | Err(_) => self.finish(CrackState::Failed),
        }
    }

    fn finish(self, state: CrackState) {
        self.state.try_set(state);
        // In the next frame, because this runs inside of the worker's own callback.
        request_animation_frame(move || {
            self.worker.try_set_value(None);
        });
    }
}
