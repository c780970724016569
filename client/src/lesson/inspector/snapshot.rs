//! What was typed when the user left the page, for a return to it. It is in the memory of this tab alone: after a
//! reload, and for another user, the inspector is empty.

use super::{key::SecretEncoding, keyring::KeySource, state::InspectorState};
use crate::auth::Auth;
use leptos::prelude::*;
use std::cell::RefCell;

thread_local! {
    static SNAPSHOT: RefCell<Option<Snapshot>> = const { RefCell::new(None) };
}

struct Snapshot {
    /// The login, if the user was signed in.
    login: Option<String>,
    texts: [String; 5],
    source: KeySource,
    encoding: SecretEncoding,
}

/// Restores the snapshot of the same user, and takes another one when the user leaves the page again.
pub fn restore(state: InspectorState, auth: Auth) {
    let (header, payload, token, keyring) =
        (state.header, state.payload, state.token, state.keyring);
    let texts = [header, payload, token, keyring.secret, keyring.pasted];
    let login = move || auth.signed_in_now().map(|session| session.login);
    let snapshot = SNAPSHOT.with(RefCell::take);
    if let Some(snapshot) = snapshot.filter(|snapshot| snapshot.login == login()) {
        texts.into_iter().zip(snapshot.texts).for_each(|(field, text)| field.set(text));
        keyring.encoding.set(snapshot.encoding);
        keyring.source.set(snapshot.source);
    }
    on_cleanup(move || {
        let snapshot = Snapshot {
            login: login(),
            texts: texts.map(|field| field.get_untracked()),
            source: keyring.source.get_untracked(),
            encoding: keyring.encoding.get_untracked(),
        };
        SNAPSHOT.with(|kept| kept.replace(Some(snapshot)));
    });
}
