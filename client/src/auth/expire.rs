//! Step 7, expire: renews an expired token, one renewal at a time over all tabs.

use super::{Auth, Session, SignedIn, Why, logout, session, store, tabs};
use crate::{
    browser::locks::Lock,
    http::{ApiError, Call},
};
use leptos::prelude::*;
use shared::{
    Check, ProblemCode, Step,
    api::{Empty, StorageMode, TokenGrant, paths},
};

/// Gets the next token for `session` and keeps it where the last one was. `stale` is the token that is to be
/// replaced, if a script can see it: when another tab has replaced it meanwhile, there is nothing left to do.
pub(super) async fn renew(
    auth: Auth,
    session: &SignedIn,
    stale: Option<&str>,
) -> Result<(), ApiError> {
    let lock = session::cookie_lock().await;
    if store::is_replaced(session) {
        // The cookie is that of another login by now.
        tabs::follow(auth);
        return Err(ApiError::SignedOut);
    }
    let Some(now) = store::hint().or_else(|| auth.signed_in_now()) else {
        return Err(ApiError::SignedOut);
    };
    if renewed_elsewhere(auth, session, &now, stale) {
        store::remember(auth, now);
        return Ok(());
    }
    ask(auth, &now, &lock).await
}

/// Renews whatever the token's state, for the visitor who asks for it.
pub async fn renew_now(auth: Auth) -> Result<(), ApiError> {
    let session = auth.signed_in_now().ok_or(ApiError::SignedOut)?;
    renew(auth, &session, store::token(auth).as_deref()).await
}

async fn ask(auth: Auth, session: &SignedIn, lock: &Lock) -> Result<(), ApiError> {
    logout::finish_pending(auth, lock).await?;
    let call = Call::post(paths::REFRESH, &Empty {}).step(Step::Expire);
    match auth.http.send::<TokenGrant>(call).await {
        Ok(grant) if still_wanted(auth, session) => store::keep_renewed(auth, session, &grant),
        Ok(_) => Err(ApiError::SignedOut),
        Err(error) => Err(match error.code() {
            Some(ProblemCode::RefreshRefused | ProblemCode::RefreshReused) => {
                auth.end(session, Why::Ended, error)
            }
            _ => error,
        }),
    }
}

/// A user who signed out while the renewal was under way, or signed in anew, does not want its token.
fn still_wanted(auth: Auth, session: &SignedIn) -> bool {
    auth.session_now().may_be(session) && !store::is_replaced(session) && !logout::is_pending()
}

/// Whether another tab was faster. A token that scripts can read differs from the stale one then; of one
/// that they cannot read, the hint tells the new expiry. Memory is each tab's own.
fn renewed_elsewhere(auth: Auth, before: &SignedIn, now: &SignedIn, stale: Option<&str>) -> bool {
    match now.storage {
        StorageMode::Memory => false,
        StorageMode::LocalStorage | StorageMode::Cookie => {
            let token = store::read(now.storage);
            token.is_some() && token.as_deref() != stale
        }
        StorageMode::HttpOnlyCookie => {
            now.expires > before.expires && now.expires > auth.server.now()
        }
    }
}

/// Sorts the server's refusals: `Ok` when a new token may help. When none does, `session` is over, here too.
pub(super) fn unless_over(
    auth: Auth,
    session: &SignedIn,
    error: ApiError,
) -> Result<ApiError, ApiError> {
    match error.code() {
        Some(ProblemCode::TokenExpired | ProblemCode::TokenMissing) => Ok(error),
        // Another version has issued it, with fewer claims or with more.
        Some(ProblemCode::TokenInvalid) if error.check() == Some(Check::Claims) => Ok(error),
        Some(ProblemCode::SessionEnded) => Err(auth.end(session, Why::Ended, error)),
        Some(ProblemCode::TokenInvalid) => Err(auth.end(session, Why::Refused, error)),
        _ => Err(error),
    }
}

/// The session is over because of a refusal that a new token would have helped, and there is none, or it did not help.
pub(super) fn without_renewal(auth: Auth, session: &SignedIn, stale: ApiError) -> ApiError {
    let why = match stale.code() {
        Some(ProblemCode::TokenInvalid) => Why::Refused,
        _ => Why::Expired,
    };
    auth.end(session, why, stale)
}

impl Auth {
    /// Whether an expired token is to be renewed.
    pub fn renews(self) -> bool {
        self.renewal.get_untracked()
    }

    /// Ends `session` in this browser because of `error`, and hands the error on. Where another login has
    /// taken its place, the error says nothing about that one: it is followed.
    pub(super) fn end(self, session: &SignedIn, why: Why, error: ApiError) -> ApiError {
        if store::is_replaced(session) {
            tabs::follow(self);
        } else if self.session_now().may_be(session) {
            // What was sent stays visible, unless the end came from elsewhere: another user may sit here by now,
            // and the password is in what was sent.
            if why == Why::Ended {
                self.http.forget();
            }
            store::clear();
            self.set(Session::SignedOut(why));
            self.token_changed();
        }
        error
    }
}
