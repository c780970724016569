//! Changing the password of the user who is signed in.

use super::{Auth, attach, session};
use crate::http::{ApiError, Call};
use shared::api::{Me, account::ChangePassword, paths};

/// Changes it. The session goes on with another refresh token, so no other tab may renew it meanwhile.
pub async fn change(auth: Auth, request: &ChangePassword) -> Result<(), ApiError> {
    // A renewal that this call needs itself would wait for the lock for ever: it comes before.
    attach::send::<Me>(auth, Call::get(paths::ME).unrecorded()).await?;
    let _lock = session::cookie_lock().await;
    let call =
        Call::put(paths::PASSWORD, request).credential(attach::credential(auth)).unrecorded();
    auth.http.send(call).await
}
