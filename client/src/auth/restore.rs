//! Finds the session again after a load, and follows what other tabs do with it.

use super::{Auth, Session, SignedIn, Why, attach, expire, logout, session, store};
use crate::{
    browser::clock,
    http::{ApiError, Call, Credential},
};
use leptos::{ev, prelude::*, task::spawn_local};
use shared::{
    UnixSeconds, UnverifiedClaims,
    api::{Me, StorageMode, paths},
};

/// How long to wait before asking again when the server is there and cannot answer, being busy for one.
const ASK_AGAIN_MS: i32 = 3_000;

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

/// What had to wait for the server: a sign-out that it has not heard of, a session not found again yet.
async fn settle(auth: Auth) {
    if logout::is_pending() {
        // If it fails, it stays pending until the server is back, or until the next load.
        let _ = logout::finish_pending(auth, &session::cookie_lock().await).await;
    }
    resume(auth).await;
}

/// Looks for the session until it is clear whether there is one.
async fn resume(auth: Auth) {
    while auth.session_now() == Session::Restoring {
        let Some(hint) = store::hint() else {
            auth.set(Session::SignedOut(Why::NotYet));
            return;
        };
        let Err(error) = restore(auth, hint).await else {
            return;
        };
        if error.is_away() {
            // `start` goes on when the server is back.
            return;
        }
        if error.is_transient() {
            clock::sleep_ms(ASK_AGAIN_MS).await;
        } else if auth.session_now() == Session::Restoring {
            auth.end(Why::Ended, error);
        }
    }
}

async fn restore(auth: Auth, hint: SignedIn) -> Result<(), ApiError> {
    match find(auth, &hint).await? {
        Found::Token(expires) => {
            store::remember(auth, SignedIn { expires, ..hint });
            Ok(())
        }
        Found::Stale if auth.renews() => expire::renew(auth, &stale(hint.storage)).await,
        Found::Stale => Err(auth.end(Why::Expired, ApiError::SignedOut)),
    }
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
            Ok(me) => Ok(Found::Token(me.exp)),
            Err(error) => attach::unless_over(auth, error).map(|_| Found::Stale),
        };
    }
    let expires = store::read(hint.storage)
        .and_then(|token| UnverifiedClaims::read(&token).ok())
        .map(|claims| claims.exp)
        .filter(|exp| *exp > auth.server.now());
    Ok(expires.map_or(Found::Stale, Found::Token))
}

fn stale(mode: StorageMode) -> Credential {
    store::read(mode).map_or(Credential::Cookies, Credential::Bearer)
}

/// Another tab has changed the session.
fn follow(auth: Auth) {
    match (store::hint(), auth.session_now()) {
        (None, Session::SignedIn(_) | Session::Restoring) => {
            store::clear();
            auth.set(Session::SignedOut(Why::Elsewhere));
            auth.token_changed();
        }
        // Nobody was signed in, or `settle` is about to find out who is.
        (None, Session::SignedOut(_)) | (Some(_), Session::Restoring) => {}
        (Some(hint), Session::SignedIn(mine)) if hint.continues(&mine) => {
            // Memory is each tab's own, and so is the expiry of what it holds.
            if hint.storage != StorageMode::Memory {
                auth.set(Session::SignedIn(hint));
                auth.token_changed();
            }
        }
        (Some(_), _) => {
            auth.set(Session::Restoring);
            spawn_local(resume(auth));
        }
    }
}
