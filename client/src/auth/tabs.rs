//! Follows what other tabs do with the session.

use super::{Auth, Session, Why, logout, store};
use leptos::{ev, prelude::*};
use shared::api::StorageMode;

/// Listens to other tabs. Once per page.
pub(super) fn start(auth: Auth) {
    let listener = window_event_listener(ev::storage, move |event| match event.key().as_deref() {
        // Another tab signed in, renewed, or signed out. No key: all of the storage was cleared.
        Some(store::HINT_KEY) | None => follow(auth),
        Some(store::LOCAL_STORAGE_KEY) => auth.token_changed(),
        Some(_) => {}
    });
    // A page that the browser keeps for the back button gets no events.
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

/// Follows a change of the session in another tab. That takes effect at once, without code that has to be loaded.
pub(super) fn follow(auth: Auth) {
    match (store::hint(), auth.session_now()) {
        (None, Session::SignedIn(_) | Session::Restoring) => logout::forget(auth, Why::Elsewhere),
        // No user was signed in, or `restore` is about to find out which one is.
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
            auth.http.forget();
            // `restore` looks for the session of the other tab.
            auth.set(Session::Restoring);
        }
    }
}
