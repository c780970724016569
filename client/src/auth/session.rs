//! The session, as the pages see it.

use crate::{
    browser::{
        locks::{self, Lock},
        site_data::{LocalStorage, SiteData},
    },
    context::context,
    http::Http,
    server::Server,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    Role, UnixSeconds,
    api::{StorageMode, Theft},
};

/// The key of the [`Notice`] in `localStorage`.
pub const NOTICE_KEY: &str = "claimcheck.notice";

/// Whether a user is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    /// Not known yet: the page has just been loaded, or the server does not answer.
    Restoring,
    SignedOut(Why),
    SignedIn(SignedIn),
}

shared::named_enum! {
    /// Why no user is signed in.
    pub enum Why {
        /// No user was signed in before.
        NotYet = "none",
        SignedOut = "signed_out",
        /// The token expired and is not renewed.
        Expired = "expired",
        /// The server has ended the session.
        Ended = "ended",
        /// The server refuses the token as invalid.
        Refused = "refused",
        /// The session ended in another tab.
        Elsewhere = "elsewhere",
        /// The visitor has deleted the account.
        Deleted = "deleted",
    }
}

/// What this browser remembers of a session. At the next load it is the hint where the token is. Nothing in it is
/// secret or proves anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// A random id of this login. It stays over renewals, and tells a tab whether its session is still the same.
    pub login: String,
    /// The name that was used to sign in.
    pub username: String,
    pub storage: StorageMode,
    /// When the present token expires, by the server's clock.
    pub expires: UnixSeconds,
}

/// A typed name as this browser remembers it, and as the server compares it.
pub(super) fn remembered_name(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// The roles in a token that no script can read, as the server names them.
#[derive(Clone, Debug)]
pub(super) struct LoginRoles {
    /// The [`SignedIn::login`](SignedIn::login) that the token belongs to.
    pub(super) login: String,
    pub(super) roles: Vec<Role>,
}

/// A theft that the server has noticed, and the user who has to read of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub(super) username: String,
    pub theft: Theft,
}

impl Notice {
    pub(super) fn remembered() -> Option<Self> {
        LocalStorage::find(NOTICE_KEY)
    }
}

/// The state of the login: a handle to copy around.
#[derive(Clone, Copy, Debug)]
pub struct Auth {
    pub http: Http,
    pub server: Server,
    /// Whether an expired token is renewed without asking.
    pub renewal: RwSignal<bool>,
    session: RwSignal<Session>,
    token_changes: RwSignal<u32>,
    pub(super) roles: RwSignal<Option<LoginRoles>>,
    pub(super) notice: RwSignal<Option<Notice>>,
}

pub fn use_auth() -> Auth {
    context()
}

impl Auth {
    /// `renewal` says whether an expired token is renewed without asking.
    pub fn new(renewal: RwSignal<bool>) -> Self {
        let http = Http::default();
        Self {
            http,
            server: Server::new(http),
            renewal,
            session: RwSignal::new(Session::Restoring),
            token_changes: RwSignal::new(0),
            roles: RwSignal::new(None),
            notice: RwSignal::new(Notice::remembered()),
        }
    }

    /// Reactive.
    pub fn session(self) -> Session {
        self.session.get()
    }

    /// The same, and not reactive.
    pub fn session_now(self) -> Session {
        self.session.get_untracked()
    }

    /// The user who is signed in. Reactive.
    pub fn signed_in(self) -> Option<SignedIn> {
        self.session.with(Session::signed_in)
    }

    /// The same, and not reactive.
    pub fn signed_in_now(self) -> Option<SignedIn> {
        self.session.with_untracked(Session::signed_in)
    }

    /// Whether a protected page may be shown; `None` while that is not known. Reactive.
    pub fn admits(self) -> Option<bool> {
        self.session.with(|session| match session {
            Session::Restoring => None,
            Session::SignedOut(_) => Some(false),
            Session::SignedIn(_) => Some(true),
        })
    }

    /// Makes the caller run again when the stored token may have changed.
    pub fn track_token(self) {
        self.token_changes.track();
    }

    pub(super) fn set(self, session: Session) {
        if self.session.get_untracked() != session {
            self.session.set(session);
        }
    }

    pub(super) fn token_changed(self) {
        self.token_changes.update(|count| *count += 1);
    }
}

/// Waits until no other tab logs in, renews or logs out. Each of these changes the http-only cookies, and two answers
/// at the same time could leave the wrong cookie behind.
pub async fn cookie_lock() -> Lock {
    locks::acquire("claimcheck.session").await
}

impl SignedIn {
    /// Whether both are of the same login.
    pub fn continues(&self, earlier: &Self) -> bool {
        self.login == earlier.login
    }
}

impl Session {
    /// Whether it is the session `signed_in`, or may turn out to be.
    pub(super) fn may_be(&self, signed_in: &SignedIn) -> bool {
        match self {
            Self::Restoring => true,
            Self::SignedOut(_) => false,
            Self::SignedIn(now) => now.continues(signed_in),
        }
    }

    fn signed_in(&self) -> Option<SignedIn> {
        match self {
            Self::SignedIn(signed_in) => Some(signed_in.clone()),
            Self::Restoring | Self::SignedOut(_) => None,
        }
    }
}
