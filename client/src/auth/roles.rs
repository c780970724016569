//! The roles of the user, by which a page decides what it offers. The server checks them at each request.

use super::{Auth, Session, UnverifiedToken, attach, session::LoginRoles, store};
use crate::{browser::clock, http::Call, server::ASK_AGAIN_MS};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    Role,
    api::{Me, StorageMode, paths},
};

/// Asks the server for the roles in a token that no script can read. Once per page. `ask` is [`ask`], which the program
/// loads when it is needed.
pub fn start<F: Future<Output = ()> + 'static>(
    auth: Auth,
    ask: impl Fn(Auth, String) -> F + 'static,
) {
    let login = Memo::new(move |_| {
        let signed_in = auth.signed_in()?;
        (signed_in.storage == StorageMode::HttpOnlyCookie).then_some(signed_in.login)
    });
    Effect::new(move || {
        let away = auth.server.is_away();
        if let Some(login) = login.get().filter(|_| !away) {
            // Until then the page offers nothing that takes a role.
            spawn_local(ask(auth, login));
        }
    });
}

/// Asks the server until it has told the roles of `login`, or another user is signed in.
pub async fn ask(auth: Auth, login: String) {
    while is_wanted(auth, &login) {
        let me = Call::get(paths::ME).unrecorded();
        match attach::send::<Me>(auth, me).await {
            Ok(me) if is_wanted(auth, &login) => auth.told_roles(&login, me.roles),
            Err(error) if error.is_transient() && !error.is_away() => {
                clock::sleep_ms(ASK_AGAIN_MS).await;
            }
            // `start` asks again when the server is back, or another user is signed in.
            _ => return,
        }
    }
}

fn is_wanted(auth: Auth, login: &str) -> bool {
    let known =
        auth.roles.with_untracked(|known| known.as_ref().is_some_and(|known| known.login == login));
    let signed_in = auth.signed_in_now();
    !known && signed_in.is_some_and(|signed_in| signed_in.login == login)
}

impl Auth {
    /// Whether the token names the role of an admin; `None` while that is not known. Reactive.
    pub fn is_admin(self) -> Option<bool> {
        let signed_in = match self.session() {
            Session::Restoring => return None,
            Session::SignedOut(_) => return Some(false),
            Session::SignedIn(signed_in) => signed_in,
        };
        if signed_in.storage == StorageMode::HttpOnlyCookie {
            return self.roles.with(|known| {
                let known = known.as_ref()?;
                (known.login == signed_in.login).then(|| known.roles.contains(&Role::Admin))
            });
        }
        self.track_token();
        let claims = store::read(signed_in.storage).and_then(|token| UnverifiedToken::read(&token));
        Some(claims.is_some_and(|claims| claims.roles.contains(&Role::Admin)))
    }

    pub(super) fn told_roles(self, login: &str, roles: Vec<Role>) {
        let login = login.to_owned();
        self.roles.set(Some(LoginRoles { login, roles }));
    }
}
