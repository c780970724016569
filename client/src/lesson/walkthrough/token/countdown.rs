//! The time until the token expires, by the server's clock.

use super::super::state::use_current_token;
use crate::{
    auth::use_auth,
    components::Ticks,
    i18n::{t_string, text, use_i18n},
    lesson::named::named_enum,
};
use leptos::prelude::*;

named_enum! {
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
    let remaining = Memo::new(move |_| Some(current.get()?.expires.since(ticks.now())));
    let validity =
        Memo::new(move |_| remaining.get().map(|remaining| Validity::of(remaining, leeway.get())));
    let lifetime = Memo::new(move |_| current.get().map_or(1, |token| token.lifetime.max(1)));

    let note =
        Signal::derive(move || match (validity.get(), remaining.get().unwrap_or_default()) {
            (None, _) => t_string!(i18n, walkthrough.countdown.none).to_owned(),
            (Some(Validity::Fresh), _) => t_string!(i18n, walkthrough.countdown.fresh).to_owned(),
            (Some(Validity::Leeway), remaining) => {
                let seconds = i64::from(leeway.get()) + remaining;
                t_string!(i18n, walkthrough.countdown.leeway, seconds = seconds.to_string())
            }
            (Some(Validity::Expired), remaining) => {
                t_string!(i18n, walkthrough.countdown.expired, seconds = (-remaining).to_string())
            }
        });
    let said = Signal::derive(move || match validity.get() {
        None => "",
        Some(Validity::Fresh) => t_string!(i18n, walkthrough.countdown.say_fresh),
        Some(Validity::Leeway) => t_string!(i18n, walkthrough.countdown.say_leeway),
        Some(Validity::Expired) => t_string!(i18n, walkthrough.countdown.say_expired),
    });
    let in_leeway = Signal::derive(move || {
        let remaining = remaining.get().map(|remaining| i64::from(leeway.get()) + remaining.min(0));
        remaining.unwrap_or_default().max(0)
    });

    view! {
        <div
            class="countdown"
            data-testid="countdown"
            data-state=Signal::derive(move || validity.get().map_or("none", Validity::name))
            data-seconds=Signal::derive(move || remaining.get())
        >
            <p class="serial">{text!(i18n, walkthrough.countdown.label)}</p>
            <p class="countdown__line" role="timer">
                <span class="countdown__time">{Signal::derive(move || remaining.get().map_or("--:--".to_owned(), clock))}</span>
                <span class="countdown__note">{note}</span>
            </p>
            <div class="countdown__bars" aria-hidden="true">
                <progress class="countdown__bar" max=lifetime prop:value=Signal::derive(move || remaining.get().unwrap_or_default().max(0).to_string())></progress>
                <progress class="countdown__bar countdown__bar--leeway" max=leeway prop:value=Signal::derive(move || in_leeway.get().to_string())></progress>
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
    fn the_clock_has_minutes_and_seconds() {
        assert_eq!(clock(600), "10:00");
        assert_eq!(clock(9), "00:09");
        assert_eq!(clock(-3), "00:00");
    }
}
