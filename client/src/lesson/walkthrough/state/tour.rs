//! How far the visitor has come, and the action that is under way.

use super::step_list;
use crate::{
    auth::{Auth, Session, Why, attach, store},
    browser::site_data::{SessionStorage, SiteData},
    http::{ApiError, Call, Credential, Exchange},
    lesson::{exchanges::Exchanges, offer::Offer},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    Step, UnixSeconds,
    api::{Me, StorageMode, TokenGrant, paths},
};
use std::{future::Future, pin::Pin};

/// In the session storage: a reload of this tab keeps it, as it keeps the session.
const DONE_KEY: &str = "claimcheck.walkthrough";
/// The steps that are done when a token is kept.
const KEPT: [Step; 3] = [Step::Login, Step::Issue, Step::Store];
/// How many exchanges the diagram of a step shows.
const SHOWN: usize = 6;
const SHOWN_IN_ALL: usize = 20;

/// The visitor's way through the steps. It belongs to the app, so that it survives a visit to another page.
#[derive(Clone, Copy, Debug)]
pub struct Tour {
    pub auth: Auth,
    /// The exchanges of this page, recorded.
    pub recorded: Exchanges,
    pub offer: Offer,
    /// The token that step 1 has brought and step 3 has not kept yet.
    pub issued: RwSignal<Option<Issued>>,
    /// The forged token that step 5 has sent in place of the real one.
    pub forged: RwSignal<Option<Forged>>,
    /// The last token that a script could read, to send it after the session has ended.
    pub last_token: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
    done: RwSignal<Vec<Step>>,
    last: RwSignal<Option<LastAction>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct LastAction {
    step: Step,
    /// The id of the last exchange before it.
    since: u32,
    failure: Option<ApiError>,
}

/// A token that has come with a login and is not kept yet.
#[derive(Clone, Debug)]
pub struct Issued {
    pub username: String,
    /// Where the visitor wants it kept.
    pub storage: StorageMode,
    pub grant: TokenGrant,
    /// When it expires, computed from the grant, because a script may be unable to read the token.
    pub expires: UnixSeconds,
}

/// A token with one character changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forged {
    /// The token as it was sent.
    pub token: String,
    /// Which byte was changed.
    pub at: usize,
    pub was: char,
    pub now: char,
}

impl Tour {
    /// Starts from what this tab remembers and from the session.
    pub fn new(auth: Auth, recorded: Exchanges, offer: Offer) -> Self {
        let done = SessionStorage::find_text(DONE_KEY).unwrap_or_default();
        let tour = Self {
            auth,
            recorded,
            offer,
            issued: RwSignal::new(None),
            forged: RwSignal::new(None),
            last_token: RwSignal::new(None),
            busy: RwSignal::new(false),
            done: RwSignal::new(step_list::parse(&done)),
            last: RwSignal::new(None),
        };
        tour.follow_session();
        tour
    }

    /// Whether a step was done since the last login. Reactive.
    pub fn is_done(self, step: Step) -> bool {
        self.done.with(|done| done.contains(&step))
    }

    pub fn did(self, steps: &[Step]) {
        let mut done = self.done.get_untracked();
        for step in steps {
            if !done.contains(step) {
                done.push(*step);
            }
        }
        self.set_done(done);
    }

    /// Starts from the first step again, with the token of a new login.
    pub fn begin(self, issued: Issued) {
        self.drop_tokens();
        self.issued.set(Some(issued));
        self.set_done(vec![Step::Login]);
    }

    /// Runs an action of a step, one at a time, and remembers its error.
    pub fn act(self, step: Step, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        self.act_boxed(step, Box::pin(work));
    }

    /// One function for all futures, so that it is compiled once.
    fn act_boxed(self, step: Step, work: Pin<Box<dyn Future<Output = Result<(), ApiError>>>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let since = self.recorded.last_id();
        let action = move |failure| Some(LastAction { step, since, failure });
        self.last.set(action(None));
        spawn_local(async move {
            let result = work.await;
            self.last.set(action(result.err()));
            self.busy.set(false);
        });
    }

    /// Sends `GET /api/me` for a step, with the visitor's token.
    pub async fn ask_me(self, step: Step) -> Result<(), ApiError> {
        attach::send::<Me>(self.auth, me(step)).await.map(|_| ())
    }

    /// The same with another credential. The call does not go through `attach`, so a refusal does not end the session.
    pub async fn ask_me_with(self, step: Step, credential: Credential) -> Result<(), ApiError> {
        self.auth.http.send::<Me>(me(step).credential(credential)).await.map(|_| ())
    }

    /// The error of the last action, if it was one of this step. Reactive.
    pub fn failure(self, step: Step) -> Option<ApiError> {
        self.last.get().filter(|last| last.step == step).and_then(|last| last.failure)
    }

    /// Whether there was an action of any step. Reactive.
    pub fn has_acted(self) -> bool {
        self.last.with(Option::is_some)
    }

    /// The exchanges that a step is about, oldest first. Reactive.
    pub fn exchanges(self, step: Step) -> Vec<Exchange> {
        self.last_of(SHOWN, |exchange| is_about(exchange, step))
    }

    /// The exchanges of all steps, oldest first. Reactive.
    pub fn all_exchanges(self) -> Vec<Exchange> {
        self.last_of(SHOWN_IN_ALL, |exchange| exchange.step.is_some())
    }

    fn last_of(self, limit: usize, wanted: impl Fn(&Exchange) -> bool) -> Vec<Exchange> {
        let mut exchanges = self.recorded.all();
        exchanges.retain(wanted);
        exchanges.split_off(exchanges.len().saturating_sub(limit))
    }

    /// The exchanges of the last action of this step. Reactive.
    pub fn latest(self, step: Step) -> Vec<Exchange> {
        let mut exchanges = self.exchanges(step);
        exchanges.retain(|exchange| self.is_latest(exchange));
        exchanges
    }

    /// Whether the server has answered the last action of this step with 200. Reactive.
    pub fn was_answered(self, step: Step) -> bool {
        self.latest(step).last().and_then(Exchange::status) == Some(200)
    }

    /// The last exchange in which the server has judged a token. Reactive.
    pub fn last_judged(self) -> Option<Exchange> {
        self.exchanges(Step::Verify).into_iter().rev().find(was_judged)
    }

    /// Whether the last action has sent this. Reactive.
    pub fn is_latest(self, exchange: &Exchange) -> bool {
        self.last.with(|last| last.as_ref().is_some_and(|last| exchange.id > last.since))
    }

    fn follow_session(self) {
        let auth = self.auth;
        Effect::new(move |before: Option<Option<Session>>| {
            let before = before.flatten();
            let session = auth.session();
            match (&before, &session) {
                // Another login has taken over. The session that comes of it is compared with the one before.
                (Some(_), Session::Restoring) => {
                    self.drop_tokens();
                    return before;
                }
                (None, Session::Restoring) => return None,
                (None, Session::SignedIn(_)) => self.did(&KEPT),
                (Some(Session::SignedIn(earlier)), Session::SignedIn(now))
                    if now.continues(earlier) =>
                {
                    self.did(&KEPT);
                }
                // The visitor has signed in here, on the sign-in page, or in another tab: the walkthrough begins at
                // its fourth step.
                (_, Session::SignedIn(now)) => {
                    self.drop_tokens();
                    self.last_token.set(store::read(now.storage));
                    self.set_done(KEPT.to_vec());
                }
                (_, Session::SignedOut(Why::NotYet)) => self.set_done(Vec::new()),
                // The next user of this computer must not find these tokens.
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

    fn set_done(self, done: Vec<Step>) {
        if done != self.done.get_untracked() {
            SessionStorage::keep(DONE_KEY, &step_list::names(&done));
            self.done.set(done);
        }
    }
}

fn me(step: Step) -> Call {
    Call::get(paths::ME).step(step)
}

/// Whether the diagram of a step shows an exchange: step 2 shows the answer to a login, and steps 5 and 6 show the calls
/// of step 4.
fn is_about(exchange: &Exchange, step: Step) -> bool {
    let of = |step| exchange.step == Some(step);
    let answered = exchange.status() == Some(200);
    match step {
        Step::Issue => of(Step::Login) && answered,
        Step::Verify => of(Step::Verify) || (of(Step::Attach) && was_judged(exchange)),
        Step::Handle => exchange.path == paths::ME && answered,
        _ => of(step),
    }
}

/// Whether the server has checked a token for the request: all checks passed, or one refused.
fn was_judged(exchange: &Exchange) -> bool {
    match exchange.problem() {
        Some(problem) => problem.check.is_some(),
        None => exchange.path == paths::ME && exchange.status() == Some(200),
    }
}
