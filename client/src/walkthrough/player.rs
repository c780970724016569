//! Plays the whole way: the same actions as the buttons, one after the other, each held long enough to read.
//!
//! What it does is as real as what a visitor does by hand: the session that it leaves is a usual one.

use super::{
    held::{Held, Holding},
    step_path,
    steps::{attach, expire, handle, login, store, verify},
    texts,
    tour::Tour,
    view,
};
use crate::{
    browser::clock,
    i18n::{I18n, Locale},
    lazy::{self, lazy_work},
    router::{NavigateOptions, use_location},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    Step,
    api::{DemoAccount, LoginRequest, SHORTEST_LIFETIME, StorageMode},
    compact::Part,
    credentials::Password,
};

/// How often it looks whether it may go on.
const SLICE_MS: i32 = 100;
/// How long a verdict of a forged token is looked at before, and what came of an action at least.
const LOOK_MS: i32 = 4_000;
/// Of a token that lives for longer than this, in seconds, nobody waits for the end.
const PATIENCE: u32 = 180;

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
        let options = NavigateOptions {
            replace: false,
            scroll: false,
        };
        let player = Self {
            tour: expect_context(),
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
                    // It plays, so it is loaded.
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
        let demo = self.tour.auth.server.info().and_then(|info| info.demo);
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

    /// `None` when it was stopped, or when something has gone wrong, which the page then shows.
    async fn play(self, run: u32, first: Step) -> Option<()> {
        for step in Step::ALL.into_iter().skip(first as usize) {
            self.show(step);
            self.hold(run, self.reading_ms(step) / 2).await?;
            self.act(run, step).await?;
            // A token that was taken apart is looked at itself.
            if step != Step::Issue {
                view::latest();
            }
            self.hold(run, (self.reading_ms(step) / 2).max(LOOK_MS))
                .await?;
        }
        Some(())
    }

    fn show(self, step: Step) {
        self.at.set(step);
        self.go.run(step);
        view::panel();
    }

    async fn act(self, run: u32, step: Step) -> Option<()> {
        let tour = self.tour;
        if untrack(|| self.holding.missing_for(step)).is_some() {
            return None;
        }
        match step {
            Step::Login => tour.act(step, login::log_in(tour, self.request()?)),
            Step::Issue => tour.did(step),
            Step::Store => store::keep(tour),
            Step::Attach => attach::send(tour),
            Step::Verify => verify::send(tour),
            Step::Handle => handle::ask(tour),
            Step::Expire => return self.expire(run).await,
        }
        self.done(run).await?;
        if untrack(|| tour.failure(step)).is_some() {
            return None;
        }
        if step == Step::Verify
            && let Some(token) = self.holding.now().and_then(|held| held.token)
        {
            view::latest();
            self.hold(run, LOOK_MS).await?;
            verify::tamper(tour, &token, Part::Payload);
            self.done(run).await?;
        }
        Some(())
    }

    /// A short-lived token is sent when its time is up. Of any other the end is not waited for: it is renewed.
    async fn expire(self, run: u32) -> Option<()> {
        let held = self.holding.now()?;
        if held.lifetime > PATIENCE {
            expire::renew(self.tour);
            return self.done(run).await;
        }
        while !self.has_expired(&held) || self.state.get_untracked() != State::Playing {
            self.slice(run).await?;
        }
        expire::send(self.tour);
        self.done(run).await
    }

    fn has_expired(self, held: &Held) -> bool {
        let server = self.tour.auth.server;
        let leeway = untrack(|| server.info()).map_or(0, |info| info.leeway);
        server.now() > held.expires.plus(leeway)
    }

    /// The demo account, with a token that expires when the last step has come.
    fn request(self) -> Option<LoginRequest> {
        let info = untrack(|| self.tour.auth.server.info())?;
        let DemoAccount { username, password } = info.demo?;
        Some(LoginRequest {
            username,
            password: Password::new(password),
            storage: StorageMode::default(),
            lifetime: Some(self.lifetime(info.access_lifetime)),
        })
    }

    /// How long the token is asked to live, in seconds: until the last step is read.
    fn lifetime(self, normal: u32) -> u32 {
        let reading: i32 = Step::ALL.map(|step| self.reading_ms(step)).iter().sum();
        let seconds = u32::try_from((reading + LOOK_MS) / 1000).unwrap_or(normal);
        seconds.clamp(SHORTEST_LIFETIME, normal.max(SHORTEST_LIFETIME))
    }

    /// How long it takes to read what is said about a step. Korean says more with a letter.
    fn reading_ms(self, step: Step) -> i32 {
        let per_letter = match untrack(|| self.i18n.get_locale()) {
            Locale::En => 38,
            Locale::Ko => 70,
        };
        let texts = untrack(|| texts::step(self.i18n, step));
        let letters: usize = [texts.title, texts.what, texts.why, texts.risk]
            .map(|text| text.chars().count())
            .iter()
            .sum();
        i32::try_from(letters).map_or(0, |letters| letters.saturating_mul(per_letter))
    }

    /// Until what is under way is done.
    async fn done(self, run: u32) -> Option<()> {
        while self.tour.busy.get_untracked() {
            self.slice(run).await?;
        }
        Some(())
    }

    /// Waits for so long, not counting what is spent in a pause, unless it is told to go on.
    async fn hold(self, run: u32, milliseconds: i32) -> Option<()> {
        self.skips.set_value(false);
        let mut left = milliseconds;
        while left > 0 && !self.skips.get_value() {
            self.slice(run).await?;
            if self.state.get_untracked() == State::Playing {
                left -= SLICE_MS;
            }
        }
        Some(())
    }

    /// Waits a moment; `None` when it was stopped or the page has been left.
    async fn slice(self, run: u32) -> Option<()> {
        clock::sleep_ms(SLICE_MS).await;
        (self.run.try_get_value() == Some(run)).then_some(())
    }
}

lazy_work! { steps: fn play_later(player: Player, run: u32, first: Step) -> Option<()> {
    player.play(run, first)
}}

lazy_work! { steps: fn keep_later(tour: Tour) -> () {
    async move { store::keep(tour) }
}}
