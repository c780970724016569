//! Step 7, expire: renews an expired token, one renewal at a time over all tabs.

use super::{Auth, Session, SignedIn, Why, attach, logout, restore, session, store};
use crate::{
    browser::locks::Lock,
    http::{ApiError, Call, Credential},
};
use leptos::prelude::*;
use shared::{
    ProblemCode, Step,
    api::{Empty, StorageMode, TokenGrant, paths},
};

/// Gets the next token for `session` and keeps it where the last one was. `stale` is the credential that
/// is to be replaced: when another tab has replaced it meanwhile, there is nothing left to do.
pub(super) async fn renew(
    auth: Auth,
    session: &SignedIn,
    stale: &Credential,
) -> Result<(), ApiError> {
    let lock = session::cookie_lock().await;
    if store::is_replaced(session) {
        // The cookie is that of another login by now.
        restore::follow(auth);
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
    renew(auth, &session, &attach::credential(auth)).await
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

/// Whoever signed out while the renewal was under way, or signed in anew, does not want its token.
fn still_wanted(auth: Auth, session: &SignedIn) -> bool {
    auth.session_now().may_be(session) && !store::is_replaced(session) && !logout::is_pending()
}

/// Whether another tab was faster. A token that scripts can read differs from the stale one then; of one
/// that they cannot read, the hint tells the new expiry. Memory is each tab's own.
fn renewed_elsewhere(auth: Auth, before: &SignedIn, now: &SignedIn, stale: &Credential) -> bool {
    match now.storage {
        StorageMode::Memory => false,
        StorageMode::LocalStorage | StorageMode::Cookie => match store::read(now.storage) {
            Some(token) => Credential::Bearer(token) != *stale,
            None => false,
        },
        StorageMode::HttpOnlyCookie => {
            now.expires > before.expires && now.expires > auth.server.now()
        }
    }
}

impl Auth {
    /// Whether an expired token is to be renewed.
    #[must_use]
    pub fn renews(self) -> bool {
        self.preferences.renewal.get_untracked()
    }

    /// Ends `session` in this browser because of `error`, and hands the error on. Where another login has
    /// taken its place, the error says nothing about that one: it is followed.
    pub(super) fn end(self, session: &SignedIn, why: Why, error: ApiError) -> ApiError {
        if store::is_replaced(session) {
            restore::follow(self);
        } else if self.session_now().may_be(session) {
            // What was sent is left to look at, unless the end came from elsewhere: somebody else may sit
            // here by now, and the password is in it.
            if why == Why::Ended {
                self.http.exchanges.forget();
            }
            store::clear();
            self.set(Session::SignedOut(why));
            self.token_changed();
        }
        error
    }
}
