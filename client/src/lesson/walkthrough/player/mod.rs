//! Plays the steps: the same actions as the buttons, one after the other, with time to read each. They are sent to the
//! real server, and the session that they leave is a usual one.

mod bar;
mod run;

pub use bar::{PlayerBar, take_over};

use super::{
    state::{CurrentToken, Tour},
    steps::store,
};
use crate::{
    context::context,
    i18n::I18n,
    lazy::{self, lazy_work},
    lesson::paths,
    router::{NavigateOptions, use_location},
};
use leptos::{prelude::*, task::spawn_local};
use shared::Step;

shared::named_enum! {
    /// What the player does.
    pub enum PlayerState {
        /// Not started yet, or stopped.
        Idle = "idle",
        Playing = "playing",
        Paused = "paused",
        /// At the end.
        Over = "over",
    }
}

impl PlayerState {
    /// Whether the player has begun and not come to its end.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::Playing | Self::Paused)
    }
}

/// The player, in the context of the walkthrough.
#[derive(Clone, Copy, Debug)]
pub struct Player {
    tour: Tour,
    token: CurrentToken,
    i18n: I18n,
    /// The step in view.
    step: Memo<Step>,
    state: RwSignal<PlayerState>,
    /// The step that the player has brought into view.
    at: RwSignal<Step>,
    /// Counts the starts and stops: a run that was started earlier ends when it finds another number.
    run: StoredValue<u32>,
    skips: StoredValue<bool>,
    go: Callback<Step>,
}

impl Player {
    /// A player that is idle, for the component that shows `step`.
    pub fn new(i18n: I18n, step: Memo<Step>, token: CurrentToken) -> Self {
        let location = use_location();
        let options = NavigateOptions { replace: false, scroll: false };
        let player = Self {
            tour: context(),
            token,
            i18n,
            step,
            state: RwSignal::new(PlayerState::Idle),
            at: RwSignal::new(Step::Login),
            run: StoredValue::new(0),
            skips: StoredValue::new(false),
            go: Callback::new(move |step| location.go(&paths::step(step), options)),
        };
        // A visitor who goes to another step takes over.
        Effect::new(move || {
            let step = step.get();
            if player.state.get_untracked().is_on() && step != player.at.get_untracked() {
                player.stop();
            }
        });
        let tour = player.tour;
        on_cleanup(move || {
            // A session whose token is not kept would live on at the server, and the page could not end it.
            if player.state.get_untracked().is_on() {
                spawn_local(async move {
                    // If this code cannot be loaded, no step was played either.
                    let _ = lazy::done(tour.auth.server, load_keep(tour)).await;
                });
            }
        });
        player
    }

    /// Reactive.
    pub fn state(self) -> PlayerState {
        self.state.get()
    }

    /// The step that the player is at. Reactive.
    pub fn at(self) -> Step {
        self.at.get()
    }

    /// The step to begin with: the one in view, or the one that has to be done before it, or the first that needs no
    /// password. Reactive.
    pub fn start(self) -> Option<Step> {
        // While the session is being restored, it must not be replaced.
        self.tour.auth.admits()?;
        let step = self.step.get();
        let step = match self.token.missing_for(step) {
            Some(missing) => missing,
            None if step == Step::Expire && self.state.get() == PlayerState::Over => Step::Login,
            None => step,
        };
        if step != Step::Login || self.may_log_in() {
            return Some(step);
        }
        self.token.get().map(|token| if token.kept { Step::Attach } else { Step::Issue })
    }

    /// Whether there is a demo account, and the visitor is not signed in with another. Reactive.
    fn may_log_in(self) -> bool {
        let demo = self.tour.offer.demo();
        let signed_in = self.tour.auth.signed_in();
        demo.is_some_and(|demo| signed_in.is_none_or(|one| one.username == demo.username))
    }

    /// Starts, pauses, or goes on.
    pub fn toggle(self) {
        match self.state.get_untracked() {
            PlayerState::Playing => self.state.set(PlayerState::Paused),
            PlayerState::Paused => self.state.set(PlayerState::Playing),
            PlayerState::Idle | PlayerState::Over => {
                if let Some(step) = untrack(|| self.start()) {
                    self.begin(step);
                }
            }
        }
    }

    pub fn pause(self) {
        if self.state.get_untracked() == PlayerState::Playing {
            self.state.set(PlayerState::Paused);
        }
    }

    pub fn stop(self) {
        if self.state.get_untracked().is_on() {
            self.next_run();
            self.state.set(PlayerState::Idle);
        }
    }

    /// Ends the time for reading.
    pub fn skip(self) {
        self.skips.set_value(true);
        self.state.set(PlayerState::Playing);
    }

    fn next_run(self) -> u32 {
        self.run.update_value(|run| *run += 1);
        self.run.get_value()
    }

    fn begin(self, first: Step) {
        let run = self.next_run();
        self.state.set(PlayerState::Playing);
        spawn_local(async move {
            let played = lazy::done(self.tour.auth.server, load_play(self, run, first)).await;
            if played.is_ok_and(|played| played.is_some()) {
                self.state.set(PlayerState::Over);
            } else if self.run.try_get_value() == Some(run) {
                self.state.set(PlayerState::Idle);
            }
        });
    }
}

lazy_work! { steps: fn load_play(player: Player, run: u32, first: Step) -> Option<()> {
    player.play(run, first)
}}

lazy_work! { steps: fn load_keep(tour: Tour) -> () {
    async move { store::keep(tour) }
}}
