//! Doing the steps one after the other, each as a visitor would.

use super::{
    super::{
        held::Held,
        steps::{attach, expire, handle, login, store, verify},
        view,
    },
    Player, State,
    pace::{LOOK_MS, lifetime, reading_ms},
};
use crate::browser::clock;
use leptos::prelude::*;
use lesson_shared::DemoAccount;
use shared::{
    Step,
    api::{LoginRequest, StorageMode},
    compact::Part,
    credentials::Password,
};

/// How often it looks whether it may go on.
const SLICE_MS: i32 = 100;
/// Of a token that lives for longer than this, in seconds, nobody waits for the end.
const PATIENCE: u32 = 180;

impl Player {
    /// `None` when it was stopped, or when something has gone wrong, which the page then shows.
    pub(super) async fn play(self, run: u32, first: Step) -> Option<()> {
        for step in Step::ALL.into_iter().skip(first as usize) {
            // While this was loaded, it may have been stopped, or its page left.
            (self.run.try_get_value() == Some(run)).then_some(())?;
            self.show(step);
            self.hold(run, reading_ms(self.i18n, step) / 2).await?;
            self.act(run, step).await?;
            // A token that was taken apart is looked at itself.
            if step != Step::Issue {
                view::latest();
            }
            self.hold(run, (reading_ms(self.i18n, step) / 2).max(LOOK_MS)).await?;
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
        let DemoAccount { username, password } = untrack(|| self.tour.offer.demo())?;
        Some(LoginRequest {
            username,
            password: Password::new(password),
            storage: StorageMode::default(),
            lifetime: Some(lifetime(self.i18n, info.access_lifetime)),
        })
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
