//! Step 4, attach: adds the token to a call.

use super::{Auth, Why, expire, store};
use crate::http::{ApiError, Call, Credential};
use serde::de::DeserializeOwned;
use shared::{ProblemCode, api::StorageMode};

/// Sends `call` with the token. When the server says that it has expired, and renewal is switched on,
/// renews it and sends once more. A refusal that renewal does not help ends the session here too.
pub async fn send<T: DeserializeOwned>(auth: Auth, call: Call) -> Result<T, ApiError> {
    let tried = credential(auth);
    let error = match auth.http.send(call.clone().credential(tried.clone())).await {
        Ok(answer) => return Ok(answer),
        Err(error) => error,
    };
    if auth.signed_in_now().is_none() {
        return Err(error);
    }
    let stale = unless_over(auth, error)?;
    if !auth.renews() {
        return Err(auth.end(Why::Expired, stale));
    }
    expire::renew(auth, &tried).await?;
    let answer = auth.http.send(call.credential(credential(auth))).await;
    answer.map_err(|error| unless_over(auth, error).unwrap_or_else(|error| error))
}

/// Sorts the server's refusals: `Ok` when a new token may help. When none does, the session is over, here
/// too.
pub(super) fn unless_over(auth: Auth, error: ApiError) -> Result<ApiError, ApiError> {
    match error.code() {
        Some(ProblemCode::TokenExpired | ProblemCode::TokenMissing) => Ok(error),
        Some(ProblemCode::SessionEnded) => Err(auth.end(Why::Ended, error)),
        Some(ProblemCode::TokenInvalid) => Err(auth.end(Why::Refused, error)),
        _ => Err(error),
    }
}

/// What to send so that the server knows who asks: the stored token, or in http-only mode nothing of
/// ours, since the browser adds its cookie by itself.
#[must_use]
pub fn credential(auth: Auth) -> Credential {
    let mode = auth
        .signed_in_now()
        .map_or(StorageMode::HttpOnlyCookie, |signed_in| signed_in.storage);
    store::read(mode).map_or(Credential::Cookies, Credential::Bearer)
}
