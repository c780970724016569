//! Whether the server has a lab and a demo account.

use crate::{
    browser::clock,
    context::context,
    http::{Call, Http},
    server::{ASK_AGAIN_MS, Server},
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{DemoAccount, LessonInfo, paths};

#[derive(Clone, Copy, Debug)]
pub struct Offer(RwSignal<Option<LessonInfo>>);

impl Offer {
    /// Asks the server each time its own information arrives, as after an outage: it may have been restarted with the lab
    /// on or off.
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
            match http.send(Call::get(paths::LESSON).unrecorded()).await {
                Ok(info) => return self.set(info),
                // When the server is back, its information arrives again.
                Err(error) if error.is_away() => return,
                // The server is there and cannot answer, being busy for one.
                Err(error) if error.status().is_some_and(|status| status >= 500) => {
                    clock::sleep_ms(ASK_AGAIN_MS).await;
                }
                // A server that was built without the lesson has no such path, and offers nothing.
                Err(_) => return self.set(LessonInfo { lab: false, demo: None }),
            }
        }
    }

    fn set(self, info: LessonInfo) {
        if self.0.get_untracked().as_ref() != Some(&info) {
            self.0.set(Some(info));
        }
    }

    /// Whether the server has a lab; `None` while that is not known. Reactive.
    pub fn lab(self) -> Option<bool> {
        self.0.get().map(|info| info.lab)
    }

    /// Whether it is known that the server has a lab. Reactive.
    pub fn has_lab(self) -> bool {
        self.lab() == Some(true)
    }

    /// The demo account, if the server has one. Reactive.
    pub fn demo(self) -> Option<DemoAccount> {
        self.0.get()?.demo
    }
}

pub fn use_offer() -> Offer {
    context()
}
