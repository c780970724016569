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

/// Signs out. This browser forgets the token first, whatever the server says. The error tells that the
/// server has not heard of it yet; it will, before anything else is renewed.
pub async fn sign_out(auth: Auth) -> Result<(), ApiError> {
    leave(auth, Why::SignedOut).await
}

/// Signs out for this reason, which may be that there is no such session or account any more.
pub async fn leave(auth: Auth, why: Why) -> Result<(), ApiError> {
    let credential = leave_here(auth, why);
    leave_there(auth, credential).await
}

/// The half of it that sends nothing. The credential that it returns names the session to the server.
pub fn leave_here(auth: Auth, why: Why) -> Credential {
    let credential = Credential::of(store::token(auth));
    LocalStorage::keep(PENDING_KEY, "pending");
    forget(auth, why);
    credential
}

/// The other half. If it cannot be done now, it is when the server is back, or at the next load.
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

/// Ends the session at the server that a visitor signed out of while the server was away. The refresh
/// cookie, which no script can remove, still names it.
pub async fn finish_pending(auth: Auth, lock: &Lock) -> Result<(), ApiError> {
    if is_pending() {
        tell_server(auth, Credential::Cookies, lock).await?;
    }
    Ok(())
}

/// Whether the server has yet to hear of a sign-out.
pub fn is_pending() -> bool {
    LocalStorage::find_text(PENDING_KEY).is_some()
}

async fn tell_server(auth: Auth, credential: Credential, _: &Lock) -> Result<(), ApiError> {
    let with_token = matches!(credential, Credential::Bearer(_));
    let mut told = tell(auth, credential).await;
    // What was kept as a token may be no token at all. The refresh cookie names the session as well.
    if with_token && matches!(&told, Err(error) if is_objection(error)) {
        told = tell(auth, Credential::Cookies).await;
    }
    told.inspect(|()| LocalStorage::forget(PENDING_KEY))
}

/// Asks the server to end the session. Nothing but 401 says that there is none left to end: any other
/// refusal is about the request, and the session lives on.
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
