//! Step 4, attach: adds the token to a call.

use super::{Auth, expire, store};
use crate::http::{ApiError, Call, Credential};
use serde::de::DeserializeOwned;
use shared::ProblemCode;

/// Sends `call` with the token. When the server answers that the token has expired or lacks claims, renews it and sends
/// once more, if renewal is on. Any other refusal of the token ends the session here too.
pub async fn send<T: DeserializeOwned>(auth: Auth, call: Call) -> Result<T, ApiError> {
    let tried = store::token(auth);
    let before = auth.signed_in_now();
    let first = call.clone().credential(Credential::of(tried.clone()));
    let error = match auth.http.send(first).await {
        Ok(answer) => return Ok(answer),
        Err(error) => error,
    };
    let Some(session) = before.filter(|session| auth.session_now().may_be(session)) else {
        return Err(error);
    };
    let stale = expire::unless_over(auth, &session, error)?;
    if !auth.renews() {
        return Err(expire::without_renewal(auth, &session, stale));
    }
    expire::renew(auth, &session, tried.as_deref()).await?;
    let again = call.credential(credential(auth));
    let answer = auth.http.send(again).await;
    answer.map_err(|error| match expire::unless_over(auth, &session, error) {
        Ok(stale) if stale.code() == Some(ProblemCode::TokenInvalid) => {
            expire::without_renewal(auth, &session, stale)
        }
        Ok(error) | Err(error) => error,
    })
}

/// The token as it is stored now. In http-only mode no script has it, and the browser adds its cookie.
pub fn credential(auth: Auth) -> Credential {
    Credential::of(store::token(auth))
}
