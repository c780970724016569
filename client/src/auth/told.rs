//! What the server has told of the user apart from the token: roles that no script can read, and a theft.

use crate::browser::site_data::{LocalStorage, SiteData};
use serde::{Deserialize, Serialize};
use shared::{Role, api::Theft};

/// The key of the [`Notice`] in `localStorage`.
pub const NOTICE_KEY: &str = "claimcheck.notice";

/// All of it, for [`roles`](super::roles) and [`notice`](super::notice) to read and to change.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) roles: Option<LoginRoles>,
    pub(super) notice: Option<Notice>,
}

impl Told {
    /// What an earlier load of the page has kept.
    pub(super) fn remembered() -> Self {
        Self { roles: None, notice: Notice::remembered() }
    }
}

/// The roles in a token that no script can read, as the server has told them.
#[derive(Clone, Debug)]
pub(super) struct LoginRoles {
    /// The [`SignedIn::login`](super::SignedIn::login) that the token belongs to.
    pub(super) login: String,
    pub(super) roles: Vec<Role>,
}

/// A theft that the server has noticed, and the user who has not read of it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub(super) username: String,
    /// What has happened.
    pub theft: Theft,
}

impl Notice {
    pub(super) fn remembered() -> Option<Self> {
        LocalStorage::find(NOTICE_KEY)
    }
}
