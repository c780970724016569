//! The time as it passes.

use crate::auth::use_auth;
use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*};
use shared::UnixSeconds;
use std::time::Duration;

/// Often enough that the second on the page changes when the server's does.
const TICK: Duration = Duration::from_millis(200);

/// The server's clock, as a signal.
#[derive(Clone, Copy, Debug)]
pub struct Ticks {
    seconds: Memo<UnixSeconds>,
}

impl Ticks {
    /// Ticks for as long as the component that calls this is shown.
    #[must_use]
    pub fn start() -> Self {
        let server = use_auth().server;
        let now_ms = RwSignal::new(server.now_ms());
        // Without an interval the time stands still, and everything else works.
        if let Ok(interval) = set_interval_with_handle(move || now_ms.set(server.now_ms()), TICK) {
            on_cleanup(move || interval.clear());
        }
        let seconds = Memo::new(move |_| {
            now_ms.track();
            server.now()
        });
        Self { seconds }
    }

    /// Makes the caller run again each second. Reactive.
    pub fn track_seconds(self) {
        self.seconds.track();
    }

    /// The time in whole seconds, for code that only wants to look once.
    #[must_use]
    pub fn now_untracked(self) -> UnixSeconds {
        self.seconds.get_untracked()
    }

    /// The time in whole seconds. Reactive.
    #[must_use]
    pub fn now(self) -> UnixSeconds {
        self.seconds.get()
    }
}
