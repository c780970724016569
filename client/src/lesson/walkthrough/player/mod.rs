//! Plays the whole way: the same actions as the buttons, one after the other, each held long enough to read.
//!
//! What it does is as real as what a visitor does by hand: the session that it leaves is a usual one.

mod pace;
mod run;

use super::{held::Holding, path::step_path, steps::store, tour::Tour};
use crate::{
    context::context,
    i18n::I18n,
    lazy::{self, lazy_work},
    router::{NavigateOptions, use_location},
};
use leptos::{prelude::*, task::spawn_local};
use shared::Step;

/// Whether it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not asked to yet, or stopped.
    Idle,
    /// It does one step after the other.
    Playing,
    /// It waits where it is.
    Paused,
    /// It has come to the end.
    Over,
}

impl State {
    /// The name in attributes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Playing => "playing",
            Self::Paused => "paused",
            Self::Over => "over",
        }
    }

    /// Whether it is under way.
    #[must_use]
    pub const fn is_on(self) -> bool {
        matches!(self, Self::Playing | Self::Paused)
    }
}

/// Plays the steps, in the context of the walkthrough.
#[derive(Clone, Copy, Debug)]
pub struct Player {
    tour: Tour,
    holding: Holding,
    i18n: I18n,
    /// The step in view.
    step: Memo<Step>,
    state: RwSignal<State>,
    /// The step that it has brought into view.
    at: RwSignal<Step>,
    /// Counts the starts and stops, so that what was started before them ends.
    run: StoredValue<u32>,
    skips: StoredValue<bool>,
    go: Callback<Step>,
}

impl Player {
    /// Plays nothing yet. For the component that shows `step`, and for as long as it is shown.
    #[must_use]
    pub fn new(i18n: I18n, step: Memo<Step>, holding: Holding) -> Self {
        let location = use_location();
        let options = NavigateOptions { replace: false, scroll: false };
        let player = Self {
            tour: context(),
            holding,
            i18n,
            step,
            state: RwSignal::new(State::Idle),
            at: RwSignal::new(Step::Login),
            run: StoredValue::new(0),
            skips: StoredValue::new(false),
            go: Callback::new(move |step| location.go(&step_path(step), options)),
        };
        // Whoever goes somewhere else has taken over.
        Effect::new(move || {
            let step = step.get();
            if player.state.get_untracked().is_on() && step != player.at.get_untracked() {
                player.stop();
            }
        });
        let tour = player.tour;
        on_cleanup(move || {
            // A session whose token nobody has kept would live on unseen.
            if player.state.get_untracked().is_on() {
                spawn_local(async move {
                    // Where this cannot be loaded, nothing was played either.
                    let _ = lazy::done(tour.auth.server, keep_later(tour)).await;
                });
            }
        });
        player
    }

    /// What it is doing. Reactive.
    #[must_use]
    pub fn state(self) -> State {
        self.state.get()
    }

    /// What it is doing, for code that only wants to look once.
    #[must_use]
    pub fn state_now(self) -> State {
        self.state.get_untracked()
    }

    /// The step that it is at. Reactive.
    #[must_use]
    pub fn at(self) -> Step {
        self.at.get()
    }

    /// Where it would begin: at the step in view, at what that one lacks, or at the first that can be done
    /// without a password that it does not have. Reactive.
    #[must_use]
    pub fn start(self) -> Option<Step> {
        // Somebody may be signed in, and that session is not to be run over.
        self.tour.auth.admits()?;
        let step = self.step.get();
        let step = match self.holding.missing_for(step) {
            Some(missing) => missing.step(),
            None if step == Step::Expire && self.state.get() == State::Over => Step::Login,
            None => step,
        };
        if step != Step::Login || self.may_log_in() {
            return Some(step);
        }
        let kept = self.holding.get().map(|held| held.kept);
        kept.map(|kept| if kept { Step::Attach } else { Step::Issue })
    }

    /// Whether there is an account for everybody, and nobody is signed in with another. Reactive.
    fn may_log_in(self) -> bool {
        let demo = self.tour.offer.demo();
        let signed_in = self.tour.auth.signed_in();
        demo.is_some_and(|demo| signed_in.is_none_or(|one| one.username == demo.username))
    }

    /// Plays, waits, or goes on.
    pub fn toggle(self) {
        match self.state.get_untracked() {
            State::Playing => self.state.set(State::Paused),
            State::Paused => self.state.set(State::Playing),
            State::Idle | State::Over => {
                if let Some(step) = untrack(|| self.start()) {
                    self.begin(step);
                }
            }
        }
    }

    /// Waits where it is, if it plays.
    pub fn pause(self) {
        if self.state.get_untracked() == State::Playing {
            self.state.set(State::Paused);
        }
    }

    /// Leaves the rest to the visitor.
    pub fn stop(self) {
        if self.state.get_untracked().is_on() {
            self.next_run();
            self.state.set(State::Idle);
        }
    }

    /// Reads on at once.
    pub fn skip(self) {
        self.skips.set_value(true);
        self.state.set(State::Playing);
    }

    fn next_run(self) -> u32 {
        self.run.update_value(|run| *run += 1);
        self.run.get_value()
    }

    fn begin(self, first: Step) {
        let run = self.next_run();
        self.state.set(State::Playing);
        spawn_local(async move {
            let played = lazy::done(self.tour.auth.server, play_later(self, run, first)).await;
            if played.is_ok_and(|played| played.is_some()) {
                self.state.set(State::Over);
            } else if self.run.try_get_value() == Some(run) {
                self.state.set(State::Idle);
            }
        });
    }
}

lazy_work! { steps: fn play_later(player: Player, run: u32, first: Step) -> Option<()> {
    player.play(run, first)
}}

lazy_work! { steps: fn keep_later(tour: Tour) -> () {
    async move { store::keep(tour) }
}}
