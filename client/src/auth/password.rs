//! Changing the password of the user who is signed in.

use super::{Auth, attach, session};
use crate::http::{ApiError, Call};
use shared::api::{Me, account::ChangePassword, paths};

/// Changes the password. The server replaces the refresh token, so no other tab may renew meanwhile.
pub async fn change(auth: Auth, request: &ChangePassword) -> Result<(), ApiError> {
    // Renews an expired token before the lock is taken: a renewal waits for the same lock.
    attach::send::<Me>(auth, Call::get(paths::ME).unrecorded()).await?;
    let _lock = session::cookie_lock().await;
    let call =
        Call::put(paths::PASSWORD, request).credential(attach::credential(auth)).unrecorded();
    auth.http.send(call).await
}
