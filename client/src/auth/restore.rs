//! Finds the session again after a load.

use super::{Auth, Session, SignedIn, UnverifiedToken, Why, expire, logout, session, store, tabs};
use crate::{
    browser::clock,
    http::{ApiError, Call},
    server::ASK_AGAIN_MS,
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    UnixSeconds,
    api::{Me, StorageMode, paths},
};

/// Keeps the session in step with the server and with other tabs from here on. Once per page. `settle` is [`settle`],
/// which the program loads when it is needed: most visitors of the first page have no session.
pub fn start<F: Future<Output = ()> + 'static>(
    auth: Auth,
    settle: impl Fn(Auth) -> F + Copy + 'static,
) {
    let look = move || async move {
        if logout::is_pending() || store::has_hint() {
            settle(auth).await;
        } else if auth.session_now() == Session::Restoring {
            auth.set(Session::SignedOut(Why::NotYet));
        }
    };
    spawn_local(async move {
        // The hint is looked at even when the server does not answer.
        let _ = auth.server.ask().await;
        look().await;
    });
    Effect::new(move |was_away: Option<bool>| {
        let away = auth.server.is_away();
        if away {
            auth.server.wait_until_back();
        } else if was_away == Some(true) {
            spawn_local(look());
        }
        away
    });
    // Another tab has logged in.
    let restoring = Memo::new(move |_| auth.session() == Session::Restoring);
    Effect::new(move |before: Option<bool>| {
        let restoring = restoring.get();
        if restoring && before == Some(false) {
            spawn_local(look());
        }
        restoring
    });
    tabs::start(auth);
}

/// Tells the server of a sign-out that it does not know of yet, and finds the session again.
pub async fn settle(auth: Auth) {
    if logout::is_pending() {
        // If it fails, it stays pending until the server is back, or until the next load.
        let _ = logout::finish_pending(auth, &session::cookie_lock().await).await;
    }
    resume(auth).await;
}

/// Looks for the session until it is clear whether there is one.
async fn resume(auth: Auth) {
    let mut without = Why::NotYet;
    while auth.session_now() == Session::Restoring {
        let Some(hint) = store::hint() else {
            auth.set(Session::SignedOut(without));
            return;
        };
        // From here on only another tab can remove the hint.
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
            // The server answers, and cannot help now, for example because it is busy.
            clock::sleep_ms(ASK_AGAIN_MS).await;
        } else if is_current(auth, &hint) {
            auth.end(&hint, Why::Ended, error);
        }
    }
}

/// Looks for the session of the hint. Changes nothing when another tab has changed the hint meanwhile.
async fn restore(auth: Auth, hint: &SignedIn) -> Result<(), ApiError> {
    let found = find(auth, hint).await?;
    if !is_current(auth, hint) {
        return Ok(());
    }
    if auth.renews() && found.as_ref().is_none_or(|found| found.is_outdated) {
        let renewed = expire::renew(auth, hint, store::read(hint.storage).as_deref()).await;
        // If the renewal fails, an outdated token is used for as long as the server accepts it.
        if renewed.is_ok() || found.is_none() || !is_current(auth, hint) {
            return renewed;
        }
    }
    let Some(Found { expires, .. }) = found else {
        return Err(auth.end(hint, Why::Expired, ApiError::SignedOut));
    };
    store::remember(auth, SignedIn { expires, ..hint.clone() });
    Ok(())
}

fn is_current(auth: Auth, hint: &SignedIn) -> bool {
    auth.session_now() == Session::Restoring && store::hint().as_ref() == Some(hint)
}

/// A token that has not expired.
struct Found {
    expires: UnixSeconds,
    /// Whether it lacks a claim of this version.
    is_outdated: bool,
}

/// Reads the token where the hint says that it is. An http-only token is checked by the server.
async fn find(auth: Auth, hint: &SignedIn) -> Result<Option<Found>, ApiError> {
    if hint.storage == StorageMode::HttpOnlyCookie {
        return match auth.http.send::<Me>(Call::get(paths::ME)).await {
            Ok(me) => {
                auth.told_roles(&hint.login, me.roles);
                Ok(Some(Found { expires: me.exp, is_outdated: false }))
            }
            Err(error) => expire::unless_over(auth, hint, error).map(|_| None),
        };
    }
    let claims = store::read(hint.storage).and_then(|token| UnverifiedToken::read(&token));
    let claims = claims.filter(|claims| claims.exp > auth.server.now());
    Ok(claims.map(|claims| Found { expires: claims.exp, is_outdated: claims.lacks_known_claims }))
}
