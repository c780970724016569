//! What was typed when the page was left, for a return to the page. It is in the memory of this tab alone: a reload, or
//! another user, finds an empty inspector.

use super::{key::SecretEncoding, keyring::KeySource, state::InspectorState};
use crate::auth::Auth;
use leptos::prelude::*;
use std::cell::RefCell;

thread_local! {
    static SNAPSHOT: RefCell<Option<Snapshot>> = const { RefCell::new(None) };
}

struct Snapshot {
    /// The login that was there, if one was.
    login: Option<String>,
    token: String,
    header: String,
    payload: String,
    source: KeySource,
    form: SecretEncoding,
    secret: String,
    pasted: String,
}

/// Puts back what was left, and keeps what lies there when the page is left again.
pub fn restore(state: InspectorState, auth: Auth) {
    let snapshot = SNAPSHOT.with(RefCell::take);
    if let Some(snapshot) = snapshot.filter(|snapshot| snapshot.login == login(auth)) {
        state.header.set(snapshot.header);
        state.payload.set(snapshot.payload);
        state.token.set(snapshot.token);
        state.keyring.form.set(snapshot.form);
        state.keyring.secret.set(snapshot.secret);
        state.keyring.pasted.set(snapshot.pasted);
        state.keyring.source.set(snapshot.source);
    }
    on_cleanup(move || {
        let snapshot = Snapshot {
            login: login(auth),
            token: state.token.get_untracked(),
            header: state.header.get_untracked(),
            payload: state.payload.get_untracked(),
            source: state.keyring.source.get_untracked(),
            form: state.keyring.form.get_untracked(),
            secret: state.keyring.secret.get_untracked(),
            pasted: state.keyring.pasted.get_untracked(),
        };
        SNAPSHOT.with(|kept| kept.replace(Some(snapshot)));
    });
}

fn login(auth: Auth) -> Option<String> {
    auth.signed_in_now().map(|session| session.login)
}
