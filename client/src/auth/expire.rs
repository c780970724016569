//! Step 7, expire: renews an expired token, one renewal at a time over all tabs.

use super::{Auth, Session, SignedIn, Why, logout, renewal_key, session, store, tabs};
use crate::{
    browser::locks::Lock,
    http::{ApiError, Call},
};
use leptos::prelude::*;
use shared::{
    Check, ProblemCode, Step,
    api::{Empty, StorageMode, TokenGrant, paths},
};

/// Gets the next token for `session` and keeps it in the place of `stale`, which is `None` where no script can read the
/// token. Sends nothing when another tab has renewed meanwhile.
pub(super) async fn renew(
    auth: Auth,
    session: &SignedIn,
    stale: Option<&str>,
) -> Result<(), ApiError> {
    let lock = session::cookie_lock().await;
    if store::is_replaced(session) {
        // The cookie is of another login by now.
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

/// Renews the token even if it has not expired, because the visitor asks for it.
pub async fn renew_now(auth: Auth) -> Result<(), ApiError> {
    let session = auth.signed_in_now().ok_or(ApiError::SignedOut)?;
    renew(auth, &session, store::token(auth).as_deref()).await
}

async fn ask(auth: Auth, session: &SignedIn, lock: &Lock) -> Result<(), ApiError> {
    logout::finish_pending(auth, lock).await?;
    let mut call = Call::post(paths::REFRESH, &Empty {}).step(Step::Expire);
    // Without a lock two tabs may renew at once. With a key each they would look like two parties.
    if let Some(key) = lock.is_held().then(renewal_key::current).flatten() {
        call = call.header("Idempotency-Key", key);
    }
    let renewed = match auth.http.send::<TokenGrant>(call).await {
        Ok(grant) if still_wanted(auth, session) => store::keep_renewed(auth, session, &grant),
        Ok(_) => Err(ApiError::SignedOut),
        Err(error) => match error.code() {
            Some(ProblemCode::RefreshRefused | ProblemCode::RefreshReused) => {
                Err(auth.end(session, Why::Ended, error))
            }
            // The server may have renewed all the same: the next try is the same renewal.
            _ => return Err(error),
        },
    };
    renewal_key::forget();
    renewed
}

/// Whether the user has neither signed out nor signed in anew while the renewal was under way.
fn still_wanted(auth: Auth, session: &SignedIn) -> bool {
    auth.session_now().may_be(session) && !store::is_replaced(session) && !logout::is_pending()
}

/// Whether another tab has renewed. Then a token that scripts can read differs from `stale`, and of an http-only token
/// the hint has a later expiry. Each tab has a memory of its own.
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

/// Sorts the server's refusals: `Ok` when a new token may help. A refusal that says that `session` is over ends it here
/// too.
pub(super) fn unless_over(
    auth: Auth,
    session: &SignedIn,
    error: ApiError,
) -> Result<ApiError, ApiError> {
    match error.code() {
        Some(ProblemCode::TokenExpired | ProblemCode::TokenMissing) => Ok(error),
        // A server of another version has issued the token, with fewer claims or with more; or its key was revoked.
        Some(ProblemCode::TokenInvalid)
            if matches!(error.check(), Some(Check::Claims | Check::KeyId)) =>
        {
            Ok(error)
        }
        Some(ProblemCode::SessionEnded) => Err(auth.end(session, Why::Ended, error)),
        Some(ProblemCode::TokenInvalid) => Err(auth.end(session, Why::Refused, error)),
        _ => Err(error),
    }
}

/// Ends the session after a refusal that asks for a new token, when there is none or it was refused too.
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

    /// Ends `session` in this browser because of `error`, and returns the error. When another login has taken its
    /// place, this tab follows that login instead.
    pub(super) fn end(self, session: &SignedIn, why: Why, error: ApiError) -> ApiError {
        if store::is_replaced(session) {
            tabs::follow(self);
        } else if self.session_now().may_be(session) {
            // The observer keeps what was sent, unless the server ended the session: then another user may use this
            // page, and a password is in what was sent.
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
