//! Points in time, and the time as it passes.

use crate::{auth::use_auth, i18n::use_i18n, times};
use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*};
use shared::UnixSeconds;
use std::time::Duration;

/// Often enough that the second on the page changes when the server's does.
const TICK: Duration = Duration::from_millis(200);

/// The server's clock in whole seconds, as a signal.
#[derive(Clone, Copy, Debug)]
pub struct Ticks(Memo<UnixSeconds>);

impl Ticks {
    /// Runs for as long as the component that calls this is shown.
    pub fn start() -> Self {
        let server = use_auth().server;
        let now_ms = RwSignal::new(server.now_ms());
        // Without an interval the time stands still, and everything else works.
        if let Ok(interval) = set_interval_with_handle(move || now_ms.set(server.now_ms()), TICK) {
            on_cleanup(move || interval.clear());
        }
        Self(Memo::new(move |_| {
            now_ms.track();
            server.now()
        }))
    }

    /// Makes the caller run again each second. Reactive.
    pub fn track_seconds(self) {
        self.0.track();
    }

    pub fn now_untracked(self) -> UnixSeconds {
        self.0.get_untracked()
    }

    /// The time. Reactive.
    pub fn now(self) -> UnixSeconds {
        self.0.get()
    }
}

/// How far away a point in time is, and under the pointer its date. The page provides [`Ticks`].
#[component]
pub fn Ago(
    /// In unix milliseconds.
    at: i64,
) -> impl IntoView {
    let i18n = use_i18n();
    let ticks = expect_context::<Ticks>();
    let distance = Memo::new(move |_| times::Distance::between(ticks.now(), at));
    let text = Signal::derive(move || times::relative(i18n, distance.get()));
    let title = Signal::derive(move || times::local(i18n, at));
    view! { <time class="time" datetime=times::utc(at) title=title>{text}</time> }
}

/// A date in the visitor's time zone, and under the pointer in UTC.
#[component]
pub fn At(
    /// In unix milliseconds.
    at: i64,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = Signal::derive(move || times::local(i18n, at));
    view! { <time class="time" datetime=times::utc(at) title=times::utc(at)>{text}</time> }
}
