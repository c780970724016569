//! The token that there is right now, read from where it really is.

use super::tour::Tour;
use crate::{
    auth::{UnverifiedClaims, store},
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
pub struct Held {
    /// Where it is, or is to be, kept.
    pub mode: StorageMode,
    /// Whether it is kept there already.
    pub kept: bool,
    /// Its text, if a script can see it.
    pub token: Option<String>,
    /// When it expires.
    pub expires: UnixSeconds,
    /// How long it lives from issue to expiry, in seconds.
    pub lifetime: u32,
}

impl Held {
    /// Whether it is in a place that no script can look into.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.mode == StorageMode::HttpOnlyCookie
    }

    /// Whether it is there, as far as that can be known.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.is_sealed() || self.token.is_some()
    }
}

/// The present token, in the context of the walkthrough.
#[derive(Clone, Copy, Debug)]
pub struct Holding(Memo<Option<Held>>);

impl Holding {
    /// Looks now, at every change of the session, and once a second: whoever removes the token by hand
    /// shall see that it is gone.
    #[must_use]
    pub fn watch() -> Self {
        let tour = context::<Tour>();
        let ticks = context::<Ticks>();
        // Where there is no token, nothing that takes it apart is loaded.
        let any = Memo::new(move |_| {
            tour.issued.with(Option::is_some) || tour.auth.admits() == Some(true)
        });
        let looks = RwSignal::new(None::<Look>);
        Effect::new(move || {
            // Once more when a server that was away is back.
            let away = tour.auth.server.is_away();
            if any.get() && !away && looks.get_untracked().is_none() {
                spawn_local(async move {
                    if let Ok(look) = lazy::done(tour.auth.server, look_later()).await {
                        looks.try_set(Some(look));
                    }
                });
            }
        });
        let held = Memo::new(move |_| {
            ticks.track_seconds();
            looks.get().filter(|_| any.get())?(tour)
        });
        Effect::new(move || {
            if let Some(token) = held.get().and_then(|held| held.token) {
                tour.last_token.set(Some(token));
            }
        });
        Self(held)
    }

    /// The token. Reactive.
    #[must_use]
    pub fn get(self) -> Option<Held> {
        self.0.get()
    }

    /// The token, for code that only wants to look once.
    #[must_use]
    pub fn now(self) -> Option<Held> {
        self.0.get_untracked()
    }
}

/// The [`Holding`] of this walkthrough.
///
/// # Panics
/// Outside of the walkthrough, which provides it.
#[must_use]
pub fn use_holding() -> Holding {
    context()
}

type Look = fn(Tour) -> Option<Held>;

lazy_work! { steps: fn look_later() -> Look { ready(look as Look) }}

fn look(tour: Tour) -> Option<Held> {
    tour.auth.track_token();
    let (mode, kept, token, expires) = match (tour.issued.get(), tour.auth.signed_in()) {
        (Some(issued), _) => (issued.storage, false, issued.grant.access_token, issued.expires),
        (None, Some(session)) => {
            (session.storage, true, store::read(session.storage), session.expires)
        }
        (None, None) => return None,
    };
    let claims = token.as_deref().and_then(UnverifiedClaims::read);
    let expires = claims.as_ref().map_or(expires, |claims| claims.exp);
    let lifetime = claims
        .and_then(|claims| u32::try_from(claims.exp.since(claims.iat)).ok())
        .or_else(|| told_lifetime(tour, expires))
        .or_else(|| Some(tour.auth.server.info()?.access_lifetime))
        .unwrap_or_default();
    Some(Held { mode, kept, token, expires, lifetime })
}

/// How long a token lives that cannot be read: the server has told it when it issued the token, and tells
/// it whenever it is asked who one is.
fn told_lifetime(tour: Tour, expires: UnixSeconds) -> Option<u32> {
    let exchanges = tour.sent.all();
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

/// What a step lacks before it can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A token.
    Token,
    /// A place for the token.
    Place,
}

impl Missing {
    /// The step that brings it.
    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Self::Token => Step::Login,
            Self::Place => Step::Store,
        }
    }
}

impl Holding {
    /// What has to be there before `step` can be done. Reactive.
    #[must_use]
    pub fn missing_for(self, step: Step) -> Option<Missing> {
        let kept = self.0.with(|held| held.as_ref().map(|held| held.kept));
        match (step, kept) {
            (Step::Login, _) | (_, Some(true)) | (Step::Issue | Step::Store, Some(false)) => None,
            (_, None) => Some(Missing::Token),
            (_, Some(false)) => Some(Missing::Place),
        }
    }
}
