//! The time until the token expires, by the server's clock.

use super::super::state::use_current_token;
use crate::{
    auth::use_auth,
    components::Ticks,
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;

shared::named_enum! {
    /// Whether the server accepts the token.
    enum Validity {
        Fresh = "fresh",
        Leeway = "leeway",
        Expired = "expired",
    }
}

impl Validity {
    /// `remaining` is in whole seconds until `exp`. The server refuses the token from `exp + leeway` on.
    fn of(remaining: i64, leeway: u32) -> Self {
        if remaining > 0 {
            Self::Fresh
        } else if remaining > -i64::from(leeway) {
            Self::Leeway
        } else {
            Self::Expired
        }
    }
}

/// Minutes and seconds, a bar for the lifetime and one for the leeway. A screen reader says when the state changes, and
/// not each second.
#[component]
pub fn Countdown() -> impl IntoView {
    let i18n = use_i18n();
    let ticks = expect_context::<Ticks>();
    let server = use_auth().server;
    let current = use_current_token();

    let leeway = Signal::derive(move || server.info().map_or(0, |info| info.leeway));
    // Without a token this view is not shown.
    let remaining =
        Memo::new(move |_| current.get().map_or(0, |token| token.expires.since(ticks.now())));
    let validity = Memo::new(move |_| Validity::of(remaining.get(), leeway.get()));
    let lifetime = Memo::new(move |_| current.get().map_or(1, |token| token.lifetime.max(1)));
    // What remains of the leeway, once it has begun.
    let in_leeway = move || (i64::from(leeway.get()) + remaining.get().min(0)).max(0);

    let note = Signal::derive(move || match validity.get() {
        Validity::Fresh => t_string!(i18n, walkthrough.countdown.fresh).to_owned(),
        Validity::Leeway => {
            t_string!(i18n, walkthrough.countdown.leeway, seconds = in_leeway().to_string())
        }
        Validity::Expired => {
            let seconds = (-remaining.get()).to_string();
            t_string!(i18n, walkthrough.countdown.expired, seconds = seconds)
        }
    });
    let said = Signal::derive(move || {
        t_string!(i18n, walkthrough.countdown.said_by_id).text(validity.get().name())
    });

    view! {
        <div
            class="countdown"
            data-testid="countdown"
            data-state=Signal::derive(move || validity.get().name())
            data-seconds=Signal::derive(move || remaining.get())
        >
            <p class="serial">{text!(i18n, walkthrough.countdown.label)}</p>
            <p class="countdown__line" role="timer">
                <span class="countdown__time">{Signal::derive(move || clock(remaining.get()))}</span>
                <span class="countdown__note">{note}</span>
            </p>
            <div class="countdown__bars" aria-hidden="true">
                <progress class="countdown__bar" max=lifetime prop:value=Signal::derive(move || remaining.get().max(0).to_string())></progress>
                <progress class="countdown__bar countdown__bar--leeway" max=leeway prop:value=Signal::derive(move || in_leeway().to_string())></progress>
            </div>
            <p class="visually-hidden" role="status">{said}</p>
        </div>
    }
}

/// `mm:ss`, and `00:00` after the expiry.
fn clock(remaining: i64) -> String {
    let remaining = remaining.max(0);
    format!("{:02}:{:02}", remaining / 60, remaining % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Table, texts::walkthrough::countdown::said_by_id};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_token_is_fresh_until_its_expiry_and_accepted_through_the_leeway() {
        for (remaining, validity) in [
            (1, Validity::Fresh),
            (0, Validity::Leeway),
            (-4, Validity::Leeway),
            (-5, Validity::Expired),
        ] {
            assert_eq!(Validity::of(remaining, 5), validity, "{remaining}");
        }
    }

    #[test]
    fn every_state_is_said() {
        Table::assert_names(&said_by_id, Validity::ALL.map(Validity::name));
    }

    #[test]
    fn the_clock_has_minutes_and_seconds() {
        assert_eq!(clock(600), "10:00");
        assert_eq!(clock(9), "00:09");
        assert_eq!(clock(-3), "00:00");
    }
}
