//! Doing the steps one after the other, each as a visitor would.

use super::{
    super::{
        state::TokenState,
        steps::{attach, expire, handle, login, store, verify},
        texts,
    },
    Player, PlayerState,
};
use crate::{
    browser::clock,
    i18n::{I18n, Locale},
};
use leptos::prelude::*;
use lesson_shared::DemoAccount;
use shared::{
    Step,
    api::{LoginRequest, SHORTEST_LIFETIME, StorageMode},
    compact::Part,
    credentials::Password,
};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// How often the player checks whether it may go on.
const SLICE_MS: i32 = 100;
/// The player waits for the end of a token unless it lives for longer than this, in seconds.
const LONGEST_WAIT: u32 = 180;

/// How long, in milliseconds, the result of an action is shown at least.
const LOOK_MS: i32 = 4_000;

impl Player {
    /// `None` when the player was stopped, or when something has gone wrong, which the page then shows.
    pub(super) async fn play(self, run: u32, first: Step) -> Option<()> {
        for step in Step::ALL.into_iter().skip(first as usize) {
            // The player may have been stopped while this code was loaded.
            self.goes_on(run)?;
            self.show(step);
            self.wait(run, reading_ms(self.i18n, step) / 2).await?;
            self.act(run, step).await?;
            // The result of step 2 is the decoded token, which is in view already.
            if step != Step::Issue {
                scroll_to_latest();
            }
            self.wait(run, (reading_ms(self.i18n, step) / 2).max(LOOK_MS)).await?;
        }
        Some(())
    }

    fn show(self, step: Step) {
        self.at.set(step);
        self.go.run(step);
        scroll_to(".panel__stub", ScrollLogicalPosition::Start);
    }

    async fn act(self, run: u32, step: Step) -> Option<()> {
        let tour = self.tour;
        if untrack(|| self.token.missing_for(step)).is_some() {
            return None;
        }
        match step {
            Step::Login => tour.act(step, login::log_in(tour, self.request()?)),
            Step::Issue => tour.did(&[step]),
            Step::Store => store::keep(tour),
            Step::Attach => attach::send(tour),
            Step::Verify => verify::send(tour),
            Step::Handle => handle::ask(tour),
            Step::Expire => return self.expire(run).await,
        }
        self.finish(run).await?;
        if untrack(|| tour.failure(step)).is_some() {
            return None;
        }
        if step == Step::Verify
            && let Some(token) = self.token.get_untracked().and_then(|token| token.text)
        {
            scroll_to_latest();
            self.wait(run, LOOK_MS).await?;
            verify::tamper(tour, &token, Part::Payload);
            self.finish(run).await?;
        }
        Some(())
    }

    /// Sends a short-lived token when it has expired, and renews any other.
    async fn expire(self, run: u32) -> Option<()> {
        let token = self.token.get_untracked()?;
        if token.lifetime > LONGEST_WAIT {
            expire::renew(self.tour);
            return self.finish(run).await;
        }
        while !self.has_expired(&token) || self.state.get_untracked() != PlayerState::Playing {
            self.slice(run).await?;
        }
        expire::send(self.tour);
        self.finish(run).await
    }

    fn has_expired(self, token: &TokenState) -> bool {
        let server = self.tour.auth.server;
        let leeway = untrack(|| server.info()).map_or(0, |info| info.leeway);
        server.now() > token.expires.plus(leeway)
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

    /// Waits for the action that is under way.
    async fn finish(self, run: u32) -> Option<()> {
        while self.tour.busy.get_untracked() {
            self.slice(run).await?;
        }
        Some(())
    }

    /// Waits for so long, not counting pauses, unless the visitor skips the rest.
    async fn wait(self, run: u32, milliseconds: i32) -> Option<()> {
        self.skips.set_value(false);
        let mut left = milliseconds;
        while left > 0 && !self.skips.get_value() {
            self.slice(run).await?;
            if self.state.get_untracked() == PlayerState::Playing {
                left -= SLICE_MS;
            }
        }
        Some(())
    }

    /// Waits a moment; `None` when the player was stopped or the visitor has left the page.
    async fn slice(self, run: u32) -> Option<()> {
        clock::sleep_ms(SLICE_MS).await;
        self.goes_on(run)
    }

    fn goes_on(self, run: u32) -> Option<()> {
        (self.run.try_get_value() == Some(run)).then_some(())
    }
}

/// The lifetime, in seconds, of a token that expires when the visitor has read the last step; at most `normal`.
fn lifetime(i18n: I18n, normal: u32) -> u32 {
    let reading: i32 = Step::ALL.map(|step| reading_ms(i18n, step)).iter().sum();
    let seconds = u32::try_from((reading + LOOK_MS) / 1000).unwrap_or(normal);
    seconds.clamp(SHORTEST_LIFETIME, normal.max(SHORTEST_LIFETIME))
}

/// How long it takes to read the texts of a step, in milliseconds. A Korean letter says more than an English one.
fn reading_ms(i18n: I18n, step: Step) -> i32 {
    let locale = untrack(|| i18n.get_locale());
    let per_letter = match locale {
        Locale::En => 38,
        Locale::Ko => 70,
    };
    let letters = texts::of_step(step).map(|words| words[locale as usize].chars().count());
    let letters: usize = letters.iter().sum();
    i32::try_from(letters).map_or(0, |letters| letters.saturating_mul(per_letter))
}

/// Scrolls to the latest exchange, or to the verdicts on it.
fn scroll_to_latest() {
    scroll_to(".way__item:last-child, .checks", ScrollLogicalPosition::Nearest);
}

/// Scrolls in the next frame, when the element exists. The style sheet says whether the page glides or jumps.
fn scroll_to(selector: &'static str, place: ScrollLogicalPosition) {
    request_animation_frame(move || {
        let options = ScrollIntoViewOptions::new();
        options.set_block(place);
        // The selectors are valid.
        if let Ok(Some(element)) = document().query_selector(selector) {
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
