//! Places in the login's pages where a program adds views of its own.

use super::route::Route;
use crate::{context::context, i18n::Words};
use leptos::prelude::*;
use shared::api::account::Profile;

/// What is typed into the form of the sign-in page.
#[derive(Clone, Copy, Debug)]
pub struct Typed {
    pub username: RwSignal<String>,
    pub password: RwSignal<String>,
}

/// What a program adds. The login works without it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slots {
    /// Pages of the program's own. Their links come before those of the login's pages.
    pub pages: &'static [Route],
    /// A sentence at the foot of every page.
    pub footer: Option<&'static Words>,
    /// Below the form of the sign-in page, which it may fill in.
    pub sign_in: Option<fn(Typed) -> AnyView>,
    /// Beside the form of the profile. It gets the profile as it is saved.
    pub profile: Option<fn(Signal<Profile>) -> AnyView>,
    /// The name of an account that many people share. The server refuses to change or disable it, so the pages do not
    /// offer that.
    pub guest: Signal<Option<String>>,
}

impl Slots {
    /// Whether the account with this name is one that many people share. Reactive.
    pub fn is_guest(self, username: &str) -> bool {
        self.guest.with(|guest| {
            let guest = guest.as_deref();
            guest.is_some_and(|guest| guest.eq_ignore_ascii_case(username.trim()))
        })
    }
}

pub fn use_slots() -> Slots {
    context()
}
