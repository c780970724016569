//! The notice of a stolen session: the server sends it at the next login, and the page shows it until it was read.

pub use super::session::{NOTICE_KEY, Notice};

use super::Auth;
use crate::browser::site_data::{LocalStorage, SiteData};
use leptos::{ev, prelude::*};
use shared::api::Theft;

/// Follows the changes of the notice in other tabs. Once per page.
pub fn start(auth: Auth) {
    let listener = window_event_listener(ev::storage, move |event| {
        if event.key().is_none_or(|key| key == NOTICE_KEY) {
            auth.notice.set(Notice::remembered());
        }
    });
    on_cleanup(move || listener.remove());
}

/// Keeps the notice for `username` that came with a login. A notice for another user is dropped.
pub(super) fn keep(auth: Auth, username: &str, theft: Option<&Theft>) {
    let unread = Notice::remembered().filter(|notice| notice.username == username);
    let told = theft.map(|theft| Notice { username: username.to_owned(), theft: theft.clone() });
    match told.or(unread) {
        Some(notice) => {
            LocalStorage::keep(NOTICE_KEY, &notice);
            auth.notice.set(Some(notice));
        }
        None => auth.dismiss_notice(),
    }
}

impl Auth {
    /// The unread notice for the user who is signed in. Reactive.
    pub fn notice(self) -> Option<Notice> {
        let username = self.signed_in()?.username;
        self.notice.get().filter(|notice| notice.username == username)
    }

    /// Drops the notice, because the user has read it.
    pub fn dismiss_notice(self) {
        LocalStorage::forget(NOTICE_KEY);
        self.notice.set(None);
    }
}
