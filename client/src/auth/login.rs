//! Step 1, login: sends name and password. Keeping the token that comes back is step 3.

use super::{Auth, logout, notice, session};
use crate::http::{ApiError, Call};
use shared::{
    Step,
    api::{LoginRequest, RegisterRequest, Registered, TokenGrant, paths},
};

/// Asks for a token. In http-only mode the browser keeps it in a cookie, and no script can read it.
pub async fn log_in(auth: Auth, request: &LoginRequest) -> Result<TokenGrant, ApiError> {
    let lock = session::cookie_lock().await;
    // The new cookie would replace that of a session that is still to end.
    logout::finish_pending(auth, &lock).await?;
    let call = Call::post(paths::LOGIN, request).step(Step::Login);
    let grant: TokenGrant = auth.http.send(call).await?;
    // The server tells of a theft once, so the notice is kept even if the token is not.
    let username = session::remembered_name(&request.username);
    notice::keep(auth, &username, grant.theft.as_ref());
    Ok(grant)
}

/// Makes an account. It does not sign in.
pub async fn register(auth: Auth, request: &RegisterRequest) -> Result<Registered, ApiError> {
    auth.http.send(Call::post(paths::REGISTER, request)).await
}
