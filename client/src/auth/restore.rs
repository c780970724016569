//! Finds the session again after a load, and follows what other tabs do with it.

use super::{Auth, Claims, Session, SignedIn, Why, attach, expire, logout, session, store};
use crate::{
    browser::clock,
    http::{ApiError, Call},
    lazy::{self, lazy_work},
    server::ASK_AGAIN_MS,
};
use leptos::{ev, prelude::*, task::spawn_local};
use shared::{
    UnixSeconds,
    api::{Me, StorageMode, paths},
};

/// Starts to keep the session in step with the server and with other tabs. Once per page.
pub fn start(auth: Auth) {
    spawn_local(async move {
        // Whether or not the server answers: `settle` says what can be said without it.
        let _ = auth.server.ask().await;
        settle(auth).await;
    });
    Effect::new(move |was_away: Option<bool>| {
        let away = auth.server.is_away();
        if away {
            auth.server.wait_until_back();
        } else if was_away == Some(true) {
            spawn_local(settle(auth));
        }
        away
    });
    let listener = window_event_listener(ev::storage, move |event| match event.key().as_deref() {
        // Another tab signed in, renewed, or signed out. No key: all of the storage was cleared.
        Some(store::HINT_KEY) | None => follow(auth),
        Some(store::LOCAL_STORAGE_KEY) => auth.token_changed(),
        Some(_) => {}
    });
    // Events do not reach a page that is kept for the back button.
    let back = window_event_listener(ev::pageshow, move |event| {
        if event.persisted() {
            follow(auth);
        }
    });
    on_cleanup(move || {
        listener.remove();
        back.remove();
    });
}

/// What had to wait for the server: a sign-out that it has not heard of, a session not found again yet. Most
/// visitors of a first page have neither, and nothing is loaded for them.
async fn settle(auth: Auth) {
    if !logout::is_pending() && !store::has_hint() {
        if auth.session_now() == Session::Restoring {
            auth.set(Session::SignedOut(Why::NotYet));
        }
        return;
    }
    while lazy::done(auth.server, settle_later(auth)).await.is_err() {
        if auth.server.is_away_now() {
            // `start` goes on when the server is back.
            return;
        }
        clock::sleep_ms(ASK_AGAIN_MS).await;
    }
}

lazy_work! { steps: fn settle_later(auth: Auth) -> () {
    async move {
        if logout::is_pending() {
            // If it fails, it stays pending until the server is back, or until the next load.
            let _ = logout::finish_pending(auth, &session::cookie_lock().await).await;
        }
        resume(auth).await;
    }
}}

/// Looks for the session until it is clear whether there is one.
async fn resume(auth: Auth) {
    let mut without = Why::NotYet;
    while auth.session_now() == Session::Restoring {
        let Some(hint) = store::hint() else {
            auth.set(Session::SignedOut(without));
            return;
        };
        // Whoever takes it away from now on does so in another tab.
        without = Why::Elsewhere;
        store::drop_left_over(&hint);
        let Err(error) = restore(auth, &hint).await else {
            continue;
        };
        if error.is_away() {
            // `start` goes on when the server is back.
            return;
        }
        if error.is_transient() {
            // It is there and cannot answer, being busy for one.
            clock::sleep_ms(ASK_AGAIN_MS).await;
        } else if is_current(auth, &hint) {
            auth.end(&hint, Why::Ended, error);
        }
    }
}

/// Looks for the session that the hint tells of. When another tab has changed the hint meanwhile, nothing
/// is done, since all that was found out is about the old one.
async fn restore(auth: Auth, hint: &SignedIn) -> Result<(), ApiError> {
    let found = find(auth, hint).await?;
    if !is_current(auth, hint) {
        return Ok(());
    }
    match found {
        Found::Token(expires) => {
            let hint = hint.clone();
            store::remember(auth, SignedIn { expires, ..hint });
            Ok(())
        }
        Found::Stale if auth.renews() => {
            expire::renew(auth, hint, &attach::kept(hint.storage)).await
        }
        Found::Stale => Err(auth.end(hint, Why::Expired, ApiError::SignedOut)),
    }
}

fn is_current(auth: Auth, hint: &SignedIn) -> bool {
    auth.session_now() == Session::Restoring && store::hint().as_ref() == Some(hint)
}

enum Found {
    /// A token that expires then.
    Token(UnixSeconds),
    /// None, or one that is past its time.
    Stale,
}

/// Looks where the hint says that the token is. Only of an http-only cookie the server has to be asked.
async fn find(auth: Auth, hint: &SignedIn) -> Result<Found, ApiError> {
    if hint.storage == StorageMode::HttpOnlyCookie {
        let me = auth.http.send::<Me>(Call::get(paths::ME)).await;
        return match me {
            Ok(me) => {
                auth.told_roles(&hint.login, me.roles);
                Ok(Found::Token(me.exp))
            }
            Err(error) => attach::unless_over(auth, hint, error).map(|_| Found::Stale),
        };
    }
    let expires = store::read(hint.storage)
        .and_then(|token| Claims::read(&token))
        .map(|claims| claims.exp)
        .filter(|exp| *exp > auth.server.now());
    Ok(expires.map_or(Found::Stale, Found::Token))
}

/// Another tab has changed the session. What that means here takes effect at once, with nothing to be loaded before.
pub(super) fn follow(auth: Auth) {
    match (store::hint(), auth.session_now()) {
        (None, Session::SignedIn(_) | Session::Restoring) => logout::forget(auth, Why::Elsewhere),
        // Nobody was signed in, or `settle` is about to find out who is.
        (None, Session::SignedOut(_)) | (Some(_), Session::Restoring) => {}
        (Some(hint), Session::SignedIn(mine)) if hint.continues(&mine) => {
            // Memory is each tab's own, and so is the expiry of what it holds.
            if hint.storage != StorageMode::Memory {
                auth.set(Session::SignedIn(hint));
                auth.token_changed();
            }
        }
        (Some(hint), _) => {
            store::drop_left_over(&hint);
            auth.http.exchanges.forget();
            auth.set(Session::Restoring);
            spawn_local(settle(auth));
        }
    }
}
