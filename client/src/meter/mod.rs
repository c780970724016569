//! Shows how hard a new password is to guess while it is typed: a bar, and what it means in words.
//!
//! The estimate is the server's own, from the crate `strength`, in a web worker that is loaded when the user is
//! about to choose a password. The password does not leave the browser for it.

mod estimator;
mod queue;
mod reading;

use crate::{
    auth::use_auth,
    components::PasswordField,
    i18n::{I18n, t_string, td_string, use_i18n},
    messages,
};
use estimator::Estimator;
use leptos::{leptos_dom::helpers::set_timeout_with_handle, prelude::*};
use reading::{Known, Reading};
use shared::{credentials::PasswordRules, strength::EstimateRequest};
use std::time::Duration;

/// How long nothing is typed until a screen reader speaks, which would otherwise interrupt the typing.
const PAUSE: Duration = Duration::from_millis(800);

/// A field for a new password, and the meter below it.
#[component]
pub fn NewPassword(
    id: &'static str,
    label: Signal<&'static str>,
    value: RwSignal<String>,
    /// A password is easy to guess when it contains the name of its user.
    #[prop(into)]
    username: Signal<String>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let server = use_auth().server;
    let estimator = Estimator::new();
    let host = window().location().hostname().unwrap_or_default();
    Effect::new(move || {
        let (password, username) = (value.get(), username.get());
        // A password that is too long is refused anyway, and its estimate would take long.
        let most = PasswordRules::MAX as usize;
        if (1..=most).contains(&password.chars().take(most + 1).count()) {
            estimator.ask(&EstimateRequest { password, username, host: host.clone() });
        } else {
            estimator.forget();
        }
    });
    let reading = Memo::new(move |_| {
        value.with(|typed| {
            let rules = server.password_rules();
            Reading::of(typed, rules, estimator.estimate(), estimator.has_failed())
        })
    });
    let hint = Signal::derive(move || {
        let min = server.password_rules().min.to_string();
        Some(t_string!(i18n, auth.sign_up.password_hint, min = min))
    });
    view! {
        <div class="metered" on:focusin=move |_| estimator.start()>
            <PasswordField id=id label=label value=value autocomplete="new-password" hint=hint error=error/>
            <Meter reading=reading/>
        </div>
    }
}

#[component]
fn Meter(reading: Memo<Reading>) -> impl IntoView {
    let i18n = use_i18n();
    let known = move || match reading.get() {
        Reading::Known(known) => Some(known),
        _ => None,
    };
    let verdict = Signal::derive(move || verdict(i18n, reading.get()));
    let reasons = Signal::derive(move || reasons(i18n, reading.get()));
    let state = Signal::derive(move || match reading.get() {
        Reading::Nothing => "idle",
        Reading::TooLong(_) => "too_long",
        Reading::Working => "working",
        Reading::Silent => "silent",
        Reading::Known(_) => "known",
    });
    let weakness = Signal::derive(move || Some(known()?.weakness?.name()));
    view! {
        <div
            class="meter"
            data-testid="meter"
            data-state=state
            data-score=Signal::derive(move || known().map(|known| known.score.to_string()))
            data-weakness=weakness
        >
            <div class="meter__bar" aria-hidden="true"></div>
            // `Said` says it to screen readers.
            <p class="meter__verdict" aria-hidden="true" data-testid="meter-verdict">{verdict}</p>
            <p class="meter__reasons" aria-hidden="true" data-testid="meter-reasons">{reasons}</p>
            <Said text=Signal::derive(move || said(verdict.get(), &reasons.get()))/>
        </div>
    }
}

/// The text for screen readers, after a [`PAUSE`].
#[component]
fn Said(text: Signal<String>) -> impl IntoView {
    let settled = RwSignal::new(String::new());
    Effect::new(move || {
        let text = text.get();
        if let Ok(timer) = set_timeout_with_handle(move || settled.set(text), PAUSE) {
            on_cleanup(move || timer.clear());
        }
    });
    view! { <p class="visually-hidden" role="status" data-testid="meter-said">{settled}</p> }
}

fn said(verdict: &str, reasons: &str) -> String {
    match verdict {
        "" => reasons.to_owned(),
        verdict => format!("{verdict}. {reasons}"),
    }
}

fn verdict(i18n: I18n, reading: Reading) -> &'static str {
    let Reading::Known(known) = reading else {
        return "";
    };
    t_string!(i18n, account.meter.score_by_id).text(&known.score.to_string())
}

fn reasons(i18n: I18n, reading: Reading) -> String {
    let locale = i18n.get_locale();
    match reading {
        Reading::Nothing => td_string!(locale, account.meter.idle).to_owned(),
        Reading::Working => td_string!(locale, account.meter.loading).to_owned(),
        Reading::Silent => String::new(),
        Reading::TooLong(count) => {
            td_string!(locale, account.meter.too_long, count = count.to_string())
        }
        Reading::Known(known) => reasons_of(i18n, known),
    }
}

/// How many characters are missing, what makes the password weak, how long guessing takes, and what to do.
fn reasons_of(i18n: I18n, known: Known) -> String {
    let locale = i18n.get_locale();
    let mut sentences = Vec::new();
    if known.missing > 0 {
        let count = known.missing.to_string();
        sentences.push(td_string!(locale, account.meter.longer, count = count));
    }
    if let Some(weakness) = known.weakness {
        sentences.push(messages::weakness(i18n, weakness).to_owned());
    }
    let time = known.time[locale as usize];
    sentences.push(td_string!(locale, account.meter.time, time = time));
    match (known.weakness, known.score) {
        (Some(_), _) => sentences.push(td_string!(locale, account.meter.advice_weak).to_owned()),
        (None, 3) => sentences.push(td_string!(locale, account.meter.advice_good).to_owned()),
        (None, _) => {}
    }
    sentences.join(" ")
}
