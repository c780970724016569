//! Step 7, expire: renews an expired token, one renewal at a time over all tabs.

use super::{Auth, Session, SignedIn, Why, attach, logout, session, store};
use crate::{
    browser::locks::Lock,
    http::{ApiError, Call, Credential},
};
use leptos::prelude::*;
use shared::{
    ProblemCode, Step,
    api::{Empty, StorageMode, TokenGrant, paths},
};

/// Gets the next token for the session and keeps it where the last one was. `stale` is the credential
/// that is to be replaced: when another tab has replaced it meanwhile, there is nothing left to do.
pub async fn renew(auth: Auth, stale: &Credential) -> Result<(), ApiError> {
    let before = auth.signed_in_now();
    let lock = session::cookie_lock().await;
    let Some(now) = store::hint().or_else(|| auth.signed_in_now()) else {
        return Err(ApiError::SignedOut);
    };
    if renewed_elsewhere(auth, before.as_ref(), &now, stale) {
        store::remember(auth, now);
        return Ok(());
    }
    ask(auth, &now, &lock).await
}

/// Renews whatever the token's state, for the visitor who asks for it.
pub async fn renew_now(auth: Auth) -> Result<(), ApiError> {
    renew(auth, &attach::credential(auth)).await
}

async fn ask(auth: Auth, session: &SignedIn, lock: &Lock) -> Result<(), ApiError> {
    logout::finish_pending(auth, lock).await?;
    let call = Call::post(paths::REFRESH, &Empty {}).step(Step::Expire);
    match auth.http.send::<TokenGrant>(call).await {
        Ok(grant) if still_wanted(auth) => {
            store::keep(auth, &session.username, session.storage, &grant)
        }
        Ok(_) => Err(ApiError::SignedOut),
        Err(error) => Err(match error.code() {
            Some(ProblemCode::RefreshRefused | ProblemCode::RefreshReused) => {
                auth.end(Why::Ended, error)
            }
            _ => error,
        }),
    }
}

/// Whoever signed out while the renewal was under way does not want its token.
fn still_wanted(auth: Auth) -> bool {
    !matches!(auth.session_now(), Session::SignedOut(_)) && !logout::is_pending()
}

/// Whether another tab was faster. A token that scripts can read differs from the stale one then; of one
/// that they cannot read, the hint tells the new expiry. Memory is each tab's own.
fn renewed_elsewhere(
    auth: Auth,
    before: Option<&SignedIn>,
    now: &SignedIn,
    stale: &Credential,
) -> bool {
    match now.storage {
        StorageMode::Memory => false,
        StorageMode::LocalStorage | StorageMode::Cookie => match store::read(now.storage) {
            Some(token) => Credential::Bearer(token) != *stale,
            None => false,
        },
        StorageMode::HttpOnlyCookie => {
            before.is_some_and(|before| now.expires > before.expires)
                && now.expires > auth.server.now()
        }
    }
}

impl Auth {
    /// Whether an expired token is to be renewed.
    #[must_use]
    pub fn renews(self) -> bool {
        self.preferences.renewal.get_untracked()
    }

    /// Ends the session in this browser because of `error`, and hands the error on.
    pub(super) fn end(self, why: Why, error: ApiError) -> ApiError {
        store::clear();
        self.set(Session::SignedOut(why));
        self.token_changed();
        error
    }
}
