//! Steps of the login whose code is loaded when they are first taken.

use crate::{
    auth::{Auth, logout, restore, roles},
    browser::clock,
    http::{ApiError, Credential},
    lazy::{done, lazy_work},
    server::ASK_AGAIN_MS,
};

lazy_work! { steps: fn settle_part(auth: Auth) -> () { restore::settle(auth) }}
lazy_work! { steps: fn ask_roles_part(auth: Auth, login: String) -> () { roles::ask(auth, login) }}
lazy_work! { steps: fn leave_there_part(auth: Auth, credential: Credential) -> Result<(), ApiError> {
    logout::leave_there(auth, credential)
}}

/// [`restore::settle`]. While the server answers and the code cannot be loaded, it is asked for again.
pub(crate) async fn settle(auth: Auth) {
    while done(auth.server, settle_part(auth)).await.is_err() {
        if auth.server.is_away_now() {
            // `restore` goes on when the server is back.
            return;
        }
        clock::sleep_ms(ASK_AGAIN_MS).await;
    }
}

/// [`roles::ask`]. Until it is done, nothing is offered that takes a role.
pub(crate) async fn ask_roles(auth: Auth, login: String) {
    let _ = done(auth.server, ask_roles_part(auth, login)).await;
}

/// [`logout::leave_there`]. A server that is away is told later, and a banner says that it is away.
pub(crate) async fn leave_there(auth: Auth, credential: Credential) {
    let _ = done(auth.server, leave_there_part(auth, credential)).await;
}
