//! Step 4, attach: adds the token to a call.

use super::{Auth, SignedIn, Why, expire, store};
use crate::http::{ApiError, Call, Credential};
use serde::de::DeserializeOwned;
use shared::{ProblemCode, api::StorageMode};

/// Sends `call` with the token. When the server says that it has expired, and renewal is switched on,
/// renews it and sends once more. A refusal that renewal does not help ends the session here too.
pub async fn send<T: DeserializeOwned>(auth: Auth, call: Call) -> Result<T, ApiError> {
    let tried = credential(auth);
    let before = auth.signed_in_now();
    let error = match auth.http.send(call.clone().credential(tried.clone())).await {
        Ok(answer) => return Ok(answer),
        Err(error) => error,
    };
    let Some(session) = before.filter(|session| auth.session_now().may_be(session)) else {
        return Err(error);
    };
    let stale = unless_over(auth, &session, error)?;
    if !auth.renews() {
        return Err(auth.end(&session, Why::Expired, stale));
    }
    expire::renew(auth, &session, &tried).await?;
    let answer = auth.http.send(call.credential(credential(auth))).await;
    answer.map_err(|error| unless_over(auth, &session, error).unwrap_or_else(|error| error))
}

/// Sorts the server's refusals: `Ok` when a new token may help. When none does, `session` is
/// over, here too.
pub(super) fn unless_over(
    auth: Auth,
    session: &SignedIn,
    error: ApiError,
) -> Result<ApiError, ApiError> {
    match error.code() {
        Some(ProblemCode::TokenExpired | ProblemCode::TokenMissing) => Ok(error),
        Some(ProblemCode::SessionEnded) => Err(auth.end(session, Why::Ended, error)),
        Some(ProblemCode::TokenInvalid) => Err(auth.end(session, Why::Refused, error)),
        _ => Err(error),
    }
}

/// What to send so that the server knows who asks.
#[must_use]
pub fn credential(auth: Auth) -> Credential {
    let mode = auth
        .signed_in_now()
        .map_or(StorageMode::HttpOnlyCookie, |signed_in| signed_in.storage);
    kept(mode)
}

/// The token that is kept there, or in http-only mode nothing of ours, since the browser adds its cookie
/// by itself.
pub(super) fn kept(mode: StorageMode) -> Credential {
    store::read(mode).map_or(Credential::Cookies, Credential::Bearer)
}
