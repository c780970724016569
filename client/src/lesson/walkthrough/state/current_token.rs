//! The current token, read each time from the place where it is kept.

use super::tour::Tour;
use crate::{
    auth::{UnverifiedToken, store},
    components::Ticks,
    context::context,
    lazy::{self, lazy_work},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    Step, UnixSeconds,
    api::{Me, StorageMode, TokenGrant, paths},
};
use std::future::ready;

/// A token, as far as this page can see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenState {
    /// Where it is kept, or will be.
    pub mode: StorageMode,
    /// Whether it is kept there already: step 3 is done.
    pub kept: bool,
    /// Its text; `None` where a script cannot see it.
    pub text: Option<String>,
    pub expires: UnixSeconds,
    /// From issue to expiry, in seconds.
    pub lifetime: u32,
}

impl TokenState {
    /// Whether no script can read it.
    pub fn is_sealed(&self) -> bool {
        self.mode == StorageMode::HttpOnlyCookie
    }

    /// Whether it exists, as far as a script can know.
    pub fn is_present(&self) -> bool {
        self.is_sealed() || self.text.is_some()
    }
}

/// The current token, in the context of the walkthrough.
#[derive(Clone, Copy, Debug)]
pub struct CurrentToken(Memo<Option<TokenState>>);

impl CurrentToken {
    /// Looks now, at every change of the session, and once a second: a visitor who removes the token in the
    /// developer tools sees that at once.
    pub fn watch() -> Self {
        let tour = context::<Tour>();
        let ticks = context::<Ticks>();
        // While there is no token, the code that reads one is not loaded.
        let any = Memo::new(move |_| {
            tour.issued.with(Option::is_some) || tour.auth.admits() == Some(true)
        });
        let reader = RwSignal::new(None::<fn(Tour) -> Option<TokenState>>);
        Effect::new(move || {
            // Runs again when a server that was away is back.
            let away = tour.auth.server.is_away();
            if any.get() && !away && reader.get_untracked().is_none() {
                spawn_local(async move {
                    if let Ok(loaded) = lazy::done(tour.auth.server, load_reader()).await {
                        reader.try_set(Some(loaded));
                    }
                });
            }
        });
        let token = Memo::new(move |_| {
            ticks.track_seconds();
            reader.get().filter(|_| any.get())?(tour)
        });
        Effect::new(move || {
            if let Some(text) = token.get().and_then(|token| token.text) {
                tour.last_token.set(Some(text));
            }
        });
        Self(token)
    }

    /// Reactive.
    pub fn get(self) -> Option<TokenState> {
        self.0.get()
    }

    pub fn get_untracked(self) -> Option<TokenState> {
        self.0.get_untracked()
    }

    /// Its text, where a script can see it. Reactive.
    pub fn text(self) -> Option<String> {
        self.get()?.text
    }

    /// Whether there is a token that is kept somewhere, so that steps 4 to 7 can be done.
    pub fn is_kept(self) -> Signal<bool> {
        Signal::derive(move || self.0.with(|token| token.as_ref().is_some_and(|token| token.kept)))
    }

    /// The step that has to be done before `step`, because it brings the token or keeps it. Reactive.
    pub fn missing_for(self, step: Step) -> Option<Step> {
        let kept = self.0.with(|token| token.as_ref().map(|token| token.kept));
        match (step, kept) {
            (Step::Login, _) | (_, Some(true)) | (Step::Issue | Step::Store, Some(false)) => None,
            (_, None) => Some(Step::Login),
            (_, Some(false)) => Some(Step::Store),
        }
    }
}

pub fn use_current_token() -> CurrentToken {
    context()
}

lazy_work! { steps: fn load_reader() -> fn(Tour) -> Option<TokenState> {
    ready(read as fn(Tour) -> Option<TokenState>)
}}

fn read(tour: Tour) -> Option<TokenState> {
    tour.auth.track_token();
    let (mode, kept, text, expires) = match (tour.issued.get(), tour.auth.signed_in()) {
        (Some(issued), _) => (issued.storage, false, issued.grant.access_token, issued.expires),
        (None, Some(session)) => {
            (session.storage, true, store::read(session.storage), session.expires)
        }
        (None, None) => return None,
    };
    let claims = text.as_deref().and_then(UnverifiedToken::read);
    let expires = claims.as_ref().map_or(expires, |claims| claims.exp);
    let lifetime = claims
        .and_then(|claims| u32::try_from(claims.exp.since(claims.iat)).ok())
        .or_else(|| told_lifetime(tour, expires))
        .or_else(|| Some(tour.auth.server.info()?.access_lifetime))
        .unwrap_or_default();
    Some(TokenState { mode, kept, text, expires, lifetime })
}

/// The lifetime, in seconds, of a token that no script can read. The server tells it with the grant, and in each answer
/// to `GET /api/me`.
fn told_lifetime(tour: Tour, expires: UnixSeconds) -> Option<u32> {
    let exchanges = tour.recorded.all();
    exchanges.iter().rev().find_map(|exchange| {
        let answer = exchange.answer().filter(|answer| answer.status == 200)?;
        match exchange.path.as_str() {
            paths::LOGIN | paths::REFRESH => {
                let grant: TokenGrant = serde_json::from_str(&answer.body).ok()?;
                Some(grant.expires_in)
            }
            paths::ME => {
                let me: Me = serde_json::from_str(&answer.body).ok()?;
                let lifetime = u32::try_from(me.exp.since(me.iat)).ok()?;
                (me.exp == expires).then_some(lifetime)
            }
            _ => None,
        }
    })
}
