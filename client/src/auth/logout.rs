//! Signing out: here at once, at the server as soon as it can be reached.

use super::{Auth, Session, Why, session, store};
use crate::{
    browser::{
        locks::Lock,
        site_data::{LocalStorage, SiteData},
    },
    http::{ApiError, Call, Credential},
};
use shared::{
    Step,
    api::{Empty, paths},
};

/// Set from the moment a visitor signs out until the server has ended the session.
const PENDING_KEY: &str = "claimcheck.sign-out";

/// Signs out. This browser forgets the token first. An error means that the server does not know of the sign-out yet;
/// it is told before the next login or renewal.
pub async fn sign_out(auth: Auth) -> Result<(), ApiError> {
    leave(auth, Why::SignedOut).await
}

/// Signs out for the reason `why`.
pub async fn leave(auth: Auth, why: Why) -> Result<(), ApiError> {
    let credential = leave_here(auth, why);
    leave_there(auth, credential).await
}

/// Forgets the session in this browser. [`leave_there`] takes the credential.
pub fn leave_here(auth: Auth, why: Why) -> Credential {
    let credential = Credential::of(store::token(auth));
    LocalStorage::keep(PENDING_KEY, "pending");
    forget(auth, why);
    credential
}

/// Ends the session at the server. If that fails, it is done when the server is back, or at the next load.
pub async fn leave_there(auth: Auth, credential: Credential) -> Result<(), ApiError> {
    let lock = session::cookie_lock().await;
    tell_server(auth, credential, &lock).await
}

/// Forgets the session in this tab, and what was sent in it.
pub(super) fn forget(auth: Auth, why: Why) {
    store::clear();
    auth.http.forget();
    auth.set(Session::SignedOut(why));
    auth.token_changed();
}

/// Ends the session of a sign-out that the server does not know of yet. The refresh cookie, which no script can remove,
/// still names it.
pub async fn finish_pending(auth: Auth, lock: &Lock) -> Result<(), ApiError> {
    if is_pending() {
        tell_server(auth, Credential::Cookies, lock).await?;
    }
    Ok(())
}

/// Whether the server does not know of a sign-out yet.
pub fn is_pending() -> bool {
    LocalStorage::find_text(PENDING_KEY).is_some()
}

async fn tell_server(auth: Auth, credential: Credential, _: &Lock) -> Result<(), ApiError> {
    let with_token = matches!(credential, Credential::Bearer(_));
    let mut told = tell(auth, credential).await;
    // The user may have changed the stored token. The refresh cookie names the session as well.
    if with_token && matches!(&told, Err(error) if is_objection(error)) {
        told = tell(auth, Credential::Cookies).await;
    }
    told.inspect(|()| LocalStorage::forget(PENDING_KEY))
}

/// Asks the server to end the session. 401 says that the session is over already. After any other refusal it goes on.
async fn tell(auth: Auth, credential: Credential) -> Result<(), ApiError> {
    let call = Call::post(paths::LOGOUT, &Empty {}).step(Step::Expire).credential(credential);
    match auth.http.send(call).await {
        Err(ApiError::Problem(problem)) if problem.status == 401 => Ok(()),
        told => told,
    }
}

fn is_objection(error: &ApiError) -> bool {
    error.status().is_some_and(|status| (400..500).contains(&status))
}
