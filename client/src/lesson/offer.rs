//! Whether the server has a lab and a demo account.

use crate::{
    browser::clock,
    context::context,
    http::{Call, Http},
    server::{ASK_AGAIN_MS, Server},
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{DemoAccount, LessonInfo, paths};

/// What the server has told of the lesson. A handle to copy around.
#[derive(Clone, Copy, Debug)]
pub struct Offer(RwSignal<Option<LessonInfo>>);

impl Offer {
    /// What `server` offers. It is asked each time when it has told about itself, as after an outage: it may have
    /// been started again with the lab on or off.
    #[must_use]
    pub fn of(server: Server, http: Http) -> Self {
        let offer = Self(RwSignal::new(None));
        Effect::new(move |_| {
            if server.info().is_some() {
                spawn_local(offer.ask(http));
            }
        });
        offer
    }

    async fn ask(self, http: Http) {
        loop {
            let told = http.send(Call::get(paths::LESSON).unrecorded()).await;
            match told {
                Ok(info) => return self.set(info),
                // When it is back, it tells about itself again.
                Err(error) if error.is_away() => return,
                // It is there and cannot answer, being busy for one.
                Err(error) if error.status().is_some_and(|status| status >= 500) => {
                    clock::sleep_ms(ASK_AGAIN_MS).await;
                }
                // A server that was built without the lesson has no such path, and offers nothing.
                Err(_) => {
                    return self.set(LessonInfo { lab: false, demo: None });
                }
            }
        }
    }

    fn set(self, info: LessonInfo) {
        if self.0.get_untracked().as_ref() != Some(&info) {
            self.0.set(Some(info));
        }
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
