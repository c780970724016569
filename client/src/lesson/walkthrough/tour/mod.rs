//! How far the visitor has come, and what is under way.

mod belongs;

use super::marks::{self, Marks, only};
use crate::{
    auth::{Auth, Session, Why, store},
    browser::site_data::{SessionStorage, SiteData},
    http::{ApiError, Exchange},
    lesson::{exchanges::Exchanges, offer::Offer},
};
use belongs::belongs;
use leptos::{prelude::*, task::spawn_local};
use shared::{
    Step, UnixSeconds,
    api::{StorageMode, TokenGrant},
};
use std::{future::Future, pin::Pin};

/// Outlives a reload of this tab, as the session does.
const DONE_KEY: &str = "claimcheck.walkthrough";
/// What is done once a token is kept.
const KEPT: [Step; 3] = [Step::Login, Step::Issue, Step::Store];
/// How many exchanges a step shows.
const SHOWN: usize = 6;
/// How many the whole way shows.
const SHOWN_IN_ALL: usize = 20;

/// The visitor's way through the steps. It belongs to the app, so that a detour over the sign-up page does
/// not end it.
#[derive(Clone, Copy, Debug)]
pub struct Tour {
    /// Signing in, for real.
    pub auth: Auth,
    /// What was sent and what came back.
    pub sent: Exchanges,
    /// What the server offers to the lesson.
    pub offer: Offer,
    /// What step 1 has brought and step 3 has not kept yet.
    pub issued: RwSignal<Option<Issued>>,
    /// What was sent in step 5 instead of the real token.
    pub forged: RwSignal<Option<Forged>>,
    /// The last token that could be seen, to try it after its end.
    pub last_token: RwSignal<Option<String>>,
    /// Whether an action is under way.
    pub busy: RwSignal<bool>,
    done: RwSignal<Marks>,
    last: RwSignal<Option<Action>>,
}

/// What the visitor did last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Action {
    step: Step,
    /// The last exchange before it.
    since: u32,
    failure: Option<ApiError>,
}

/// A token between its arrival and its being kept.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Who it was issued for.
    pub username: String,
    /// Where it is to be kept.
    pub storage: StorageMode,
    /// The answer of the server.
    pub grant: TokenGrant,
    /// When it expires, if the token itself does not tell.
    pub expires: UnixSeconds,
}

/// A token with one character changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forged {
    /// The token as it was sent.
    pub token: String,
    /// Which byte was changed.
    pub at: usize,
    /// What stood there.
    pub was: char,
    /// What stands there now.
    pub now: char,
}

type Work = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

impl Tour {
    /// Picks up what this tab remembers and what the session tells.
    #[must_use]
    pub fn new(auth: Auth, sent: Exchanges, offer: Offer) -> Self {
        let tour = Self {
            auth,
            sent,
            offer,
            issued: RwSignal::new(None),
            forged: RwSignal::new(None),
            last_token: RwSignal::new(None),
            busy: RwSignal::new(false),
            done: RwSignal::new(remembered()),
            last: RwSignal::new(None),
        };
        tour.follow_session();
        tour
    }

    /// Whether a step was done since the last login. Reactive.
    #[must_use]
    pub fn is_done(self, step: Step) -> bool {
        self.done.get()[step as usize]
    }

    /// Notes that a step was done.
    pub fn did(self, step: Step) {
        self.did_all(&[step]);
    }

    /// Notes that several were, by one request.
    pub fn did_all(self, steps: &[Step]) {
        self.set_done(|done| {
            for step in steps {
                done[*step as usize] = true;
            }
        });
    }

    /// A token has come: the way begins anew.
    pub fn begin(self, issued: Issued) {
        self.issued.set(Some(issued));
        self.forged.set(None);
        self.last_token.set(None);
        self.set_done(|done| *done = only(&[Step::Login]));
    }

    /// Does something for a step, one thing at a time, and remembers what went wrong.
    pub fn act(self, step: Step, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        self.act_boxed(step, Box::pin(work));
    }

    fn act_boxed(self, step: Step, work: Work) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let since = self.sent.last_id();
        let action = move |failure| Some(Action { step, since, failure });
        self.last.set(action(None));
        spawn_local(async move {
            let result = work.await;
            self.last.set(action(result.err()));
            self.busy.set(false);
        });
    }

    /// What went wrong with the last action, if it was one of this step. Reactive.
    #[must_use]
    pub fn failure(self, step: Step) -> Option<ApiError> {
        self.last.get().filter(|last| last.step == step).and_then(|last| last.failure)
    }

    /// Whether the visitor has done anything for any step. Reactive.
    #[must_use]
    pub fn has_acted(self) -> bool {
        self.last.with(Option::is_some)
    }

    /// What went over the wire in this step, oldest first. Reactive.
    #[must_use]
    pub fn exchanges(self, step: Step) -> Vec<Exchange> {
        let mut all = self.sent.all();
        all.retain(|exchange| belongs(step, exchange));
        all.split_off(all.len().saturating_sub(SHOWN))
    }

    /// What went over the wire in all steps, oldest first. Reactive.
    #[must_use]
    pub fn way(self) -> Vec<Exchange> {
        let mut all = self.sent.all();
        all.retain(|exchange| exchange.step.is_some());
        all.split_off(all.len().saturating_sub(SHOWN_IN_ALL))
    }

    /// What the last action of this step has sent. Reactive.
    #[must_use]
    pub fn latest(self, step: Step) -> Vec<Exchange> {
        let mut exchanges = self.exchanges(step);
        exchanges.retain(|exchange| self.is_latest(exchange));
        exchanges
    }

    /// Whether the last action of this step got what it had asked for. Reactive.
    #[must_use]
    pub fn was_answered(self, step: Step) -> bool {
        let latest = self.latest(step);
        latest.last().and_then(Exchange::status) == Some(200)
    }

    /// Whether the last action has sent this. Reactive.
    #[must_use]
    pub fn is_latest(self, exchange: &Exchange) -> bool {
        self.last.with(|last| last.as_ref().is_some_and(|last| exchange.id > last.since))
    }

    fn follow_session(self) {
        let auth = self.auth;
        Effect::new(move |before: Option<Option<Session>>| {
            let before = before.flatten();
            let session = auth.session();
            match (&before, &session) {
                // Another login has taken over. What comes of it is compared with what was before.
                (Some(_), Session::Restoring) => {
                    self.drop_tokens();
                    return before;
                }
                (None, Session::Restoring) => return None,
                (None, Session::SignedIn(_)) => self.did_all(&KEPT),
                (Some(Session::SignedIn(earlier)), Session::SignedIn(now))
                    if now.continues(earlier) =>
                {
                    self.did_all(&KEPT);
                }
                // Signed in here, on the page for it, or in another tab: a way that begins at its fourth
                // step.
                (_, Session::SignedIn(now)) => {
                    self.drop_tokens();
                    self.last_token.set(store::read(now.storage));
                    self.set_done(|done| *done = only(&KEPT));
                }
                (_, Session::SignedOut(Why::NotYet)) => self.set_done(|done| *done = only(&[])),
                // Whoever sits here next has no business with them.
                (_, Session::SignedOut(Why::Elsewhere)) => self.drop_tokens(),
                (_, Session::SignedOut(_)) => {}
            }
            Some(session)
        });
    }

    fn drop_tokens(self) {
        self.issued.set(None);
        self.forged.set(None);
        self.last_token.set(None);
    }

    fn set_done(self, change: impl FnOnce(&mut Marks)) {
        let mut done = self.done.get_untracked();
        change(&mut done);
        if done != self.done.get_untracked() {
            self.done.set(done);
            SessionStorage::keep(DONE_KEY, &marks::names(done));
        }
    }
}

fn remembered() -> Marks {
    marks::parse(&SessionStorage::find_text(DONE_KEY).unwrap_or_default())
}
