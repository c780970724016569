//! What the server offers to the lesson.

use crate::{context::context, server::Server};
use leptos::prelude::*;
use shared::api::{DemoAccount, ServerInfo};

/// What the server has told of the lesson. A handle to copy around.
#[derive(Clone, Copy, Debug)]
pub struct Offer(Memo<Option<ServerInfo>>);

impl Offer {
    /// What `server` offers, as soon as it has told.
    #[must_use]
    pub fn of(server: Server) -> Self {
        Self(Memo::new(move |_| server.info()))
    }

    /// Whether the server has a lab; `None` while that is not known. Reactive.
    #[must_use]
    pub fn lab(self) -> Option<bool> {
        self.0.get().map(|info| info.lab)
    }

    /// Whether it is known that the server has a lab. Reactive.
    #[must_use]
    pub fn has_lab(self) -> bool {
        self.lab() == Some(true)
    }

    /// The account that is there for everybody, if the server has one. Reactive.
    #[must_use]
    pub fn demo(self) -> Option<DemoAccount> {
        self.0.get()?.demo
    }
}

/// What the server offers.
///
/// # Panics
/// Outside of the program, which provides it.
#[must_use]
pub fn use_offer() -> Offer {
    context()
}
