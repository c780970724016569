//! What lay on the desk when the page was left, for whoever comes back to it: in the memory of this tab alone, and for
//! nobody else. A reload, or another visitor, finds an empty desk.

use super::{desk::Desk, key::SecretForm, keyring::Source};
use crate::auth::Auth;
use leptos::prelude::*;
use std::cell::RefCell;

thread_local! {
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

struct Left {
    /// The login that was there, if one was.
    login: Option<String>,
    token: String,
    header: String,
    payload: String,
    source: Source,
    form: SecretForm,
    secret: String,
    pasted: String,
}

/// Puts back what was left, and keeps what lies there when the page is left again.
pub fn restore(desk: Desk, auth: Auth) {
    let left = LEFT.with(RefCell::take);
    if let Some(left) = left.filter(|left| left.login == login(auth)) {
        desk.header.set(left.header);
        desk.payload.set(left.payload);
        desk.token.set(left.token);
        desk.keyring.form.set(left.form);
        desk.keyring.secret.set(left.secret);
        desk.keyring.pasted.set(left.pasted);
        desk.keyring.source.set(left.source);
    }
    on_cleanup(move || {
        let left = Left {
            login: login(auth),
            token: desk.token.get_untracked(),
            header: desk.header.get_untracked(),
            payload: desk.payload.get_untracked(),
            source: desk.keyring.source.get_untracked(),
            form: desk.keyring.form.get_untracked(),
            secret: desk.keyring.secret.get_untracked(),
            pasted: desk.keyring.pasted.get_untracked(),
        };
        LEFT.with(|kept| kept.replace(Some(left)));
    });
}

fn login(auth: Auth) -> Option<String> {
    auth.signed_in_now().map(|session| session.login)
}
