//! Step 3, store: keeps the token where the visitor chose, and reads it back from there.
//!
//! A token is always read from where it is kept, never from a copy: the page shows it even when the user has changed it
//! by hand.

use super::{Auth, Session, SignedIn, UnverifiedToken, session};
use crate::{
    browser::{
        cookie,
        site_data::{LocalStorage, SiteData},
    },
    http::ApiError,
};
use shared::{
    UnixSeconds,
    api::{StorageMode, TokenGrant},
};
use std::cell::RefCell;

/// The key of the token in `localStorage`.
pub const LOCAL_STORAGE_KEY: &str = "claimcheck.token";
/// The name of the cookie that scripts can read.
pub const COOKIE_NAME: &str = "claimcheck_token";
/// The key of the hint, a [`SignedIn`], in `localStorage`.
pub const HINT_KEY: &str = "claimcheck.session";

thread_local! {
    /// Memory mode: a variable that no code outside this file can name.
    static MEMORY: RefCell<Option<Remembered>> = const { RefCell::new(None) };
}

struct Remembered {
    /// The [`SignedIn::login`] that the token belongs to.
    login: String,
    token: String,
}

/// Keeps the token of a login. The user is signed in from here on.
pub fn keep(
    auth: Auth,
    username: &str,
    mode: StorageMode,
    grant: &TokenGrant,
) -> Result<(), ApiError> {
    let signed_in = SignedIn {
        // Not a secret: it only has to differ from the login before.
        login: js_sys::Math::random().to_string(),
        username: session::remembered_name(username),
        storage: mode,
        expires: expiry(auth, grant),
    };
    put(auth, signed_in, grant)
}

/// Keeps the token of a renewal of `session`.
pub(super) fn keep_renewed(
    auth: Auth,
    session: &SignedIn,
    grant: &TokenGrant,
) -> Result<(), ApiError> {
    let expires = expiry(auth, grant);
    let session = session.clone();
    put(auth, SignedIn { expires, ..session }, grant)
}

fn put(auth: Auth, signed_in: SignedIn, grant: &TokenGrant) -> Result<(), ApiError> {
    StorageMode::ALL.into_iter().filter(|other| *other != signed_in.storage).for_each(remove);
    if let Some(token) = &grant.access_token {
        write(&signed_in, token)?;
    }
    remember(auth, signed_in);
    Ok(())
}

/// The token as a script finds it. `None` in http-only mode.
pub fn read(mode: StorageMode) -> Option<String> {
    match mode {
        StorageMode::Memory => {
            MEMORY.with_borrow(|kept| kept.as_ref().map(|kept| kept.token.clone()))
        }
        StorageMode::LocalStorage => LocalStorage::find_text(LOCAL_STORAGE_KEY),
        StorageMode::Cookie => cookie::get(COOKIE_NAME),
        StorageMode::HttpOnlyCookie => None,
    }
}

/// The token of the present session, as a script finds it.
pub fn token(auth: Auth) -> Option<String> {
    read(auth.signed_in_now()?.storage)
}

/// Removes the token from everywhere a script can reach, and the hint with it.
pub fn clear() {
    StorageMode::ALL.into_iter().for_each(remove);
    LocalStorage::forget(HINT_KEY);
}

/// Drops the token in memory if it is of another login than `session`: that login is over.
pub(super) fn drop_left_over(session: &SignedIn) {
    MEMORY.with_borrow_mut(|kept| {
        kept.take_if(|kept| kept.login != session.login);
    });
}

/// What this browser remembers of the session of an earlier load.
pub fn hint() -> Option<SignedIn> {
    LocalStorage::find(HINT_KEY)
}

/// Whether there is a [`hint`], or something in its place.
pub fn has_hint() -> bool {
    LocalStorage::find_text(HINT_KEY).is_some()
}

/// Whether another login has taken the place of `session` in this browser.
pub(super) fn is_replaced(session: &SignedIn) -> bool {
    hint().is_some_and(|hint| !hint.continues(session))
}

fn remove(mode: StorageMode) {
    match mode {
        StorageMode::Memory => MEMORY.set(None),
        StorageMode::LocalStorage => LocalStorage::forget(LOCAL_STORAGE_KEY),
        StorageMode::Cookie => cookie::remove(COOKIE_NAME),
        // Only the server can remove the cookie. It does so at the sign-out.
        StorageMode::HttpOnlyCookie => {}
    }
}

fn write(signed_in: &SignedIn, token: &str) -> Result<(), ApiError> {
    let kept = match signed_in.storage {
        StorageMode::Memory => {
            MEMORY
                .set(Some(Remembered { login: signed_in.login.clone(), token: token.to_owned() }));
            true
        }
        StorageMode::LocalStorage => LocalStorage::keep(LOCAL_STORAGE_KEY, token),
        StorageMode::Cookie => cookie::set(COOKIE_NAME, token),
        // The browser has the token in a cookie.
        StorageMode::HttpOnlyCookie => true,
    };
    if kept { Ok(()) } else { Err(ApiError::NotKept) }
}

/// Writes the hint. That comes last, because other tabs read the token when the hint changes.
pub(super) fn remember(auth: Auth, signed_in: SignedIn) {
    LocalStorage::keep(HINT_KEY, &signed_in);
    auth.set(Session::SignedIn(signed_in));
    auth.token_changed();
}

/// When the token expires. A token that a script cannot read was issued just now.
fn expiry(auth: Auth, grant: &TokenGrant) -> UnixSeconds {
    grant
        .access_token
        .as_deref()
        .and_then(UnverifiedToken::read)
        .map_or_else(|| auth.server.now().plus(grant.expires_in), |claims| claims.exp)
}
