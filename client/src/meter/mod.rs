//! How hard a new password is to guess, while it is typed: a bar, and what it means in words.
//!
//! The estimate is the server's own, from the crate `strength`, in a web worker that is loaded when the user is
//! about to choose a password. What is typed does not leave the browser for it.

mod estimator;
mod queue;
mod reading;

use crate::{
    auth::use_auth,
    i18n::{I18n, Locale, td_string, use_i18n},
    messages,
};
use estimator::Estimator;
use leptos::{leptos_dom::helpers::set_timeout_with_handle, prelude::*};
use reading::{Known, Reading, Time};
use shared::{credentials::PasswordRules, strength::EstimateRequest};
use std::time::Duration;

/// How long nothing is typed until a screen reader is told: it would speak into the typing.
const PAUSE: Duration = Duration::from_millis(800);

/// A field for a new password, and the meter below it.
#[component]
pub fn Metered(
    password: RwSignal<String>,
    #[prop(into)] username: Signal<String>,
    children: Children,
) -> impl IntoView {
    let server = use_auth().server;
    let estimator = Estimator::new();
    let host = window().location().hostname().unwrap_or_default();
    Effect::new(move || {
        let (password, username) = (password.get(), username.get());
        // A longer one is refused for its length, and would take its time.
        let length = password.chars().take(PasswordRules::MAX as usize + 1);
        if (1..=PasswordRules::MAX as usize).contains(&length.count()) {
            estimator.ask(&EstimateRequest { password, username, host: host.clone() });
        } else {
            estimator.forget();
        }
    });
    let reading = Memo::new(move |_| {
        password.with(|typed| {
            let rules = server.password_rules();
            Reading::of(typed, rules, estimator.estimate(), estimator.has_failed())
        })
    });
    view! {
        <div class="metered" on:focusin=move |_| estimator.start()>
            {children()}
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
            // Said below, after a pause.
            <p class="meter__verdict" aria-hidden="true" data-testid="meter-verdict">{verdict}</p>
            <p class="meter__reasons" aria-hidden="true" data-testid="meter-reasons">{reasons}</p>
            <Said text=Signal::derive(move || said(&verdict.get(), &reasons.get()))/>
        </div>
    }
}

/// The text for screen readers, once it has settled.
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

fn verdict(i18n: I18n, reading: Reading) -> String {
    let locale = i18n.get_locale();
    match reading {
        Reading::Known(known) => score(locale, known.score).to_owned(),
        Reading::TooLong(_) | Reading::Nothing | Reading::Working | Reading::Silent => {
            String::new()
        }
    }
}

fn score(locale: Locale, score: u8) -> &'static str {
    match score {
        0 => td_string!(locale, account.meter.score_0),
        1 => td_string!(locale, account.meter.score_1),
        2 => td_string!(locale, account.meter.score_2),
        3 => td_string!(locale, account.meter.score_3),
        _ => td_string!(locale, account.meter.score_4),
    }
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

/// What is missing, what is weak, what that means, and what to do.
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
    let time = time(locale, known.time);
    sentences.push(td_string!(locale, account.meter.time, time = time));
    match (known.weakness, known.score) {
        (Some(_), _) => sentences.push(td_string!(locale, account.meter.advice_weak).to_owned()),
        (None, 3) => sentences.push(td_string!(locale, account.meter.advice_good).to_owned()),
        (None, _) => {}
    }
    sentences.join(" ")
}

fn time(locale: Locale, time: Time) -> &'static str {
    match time {
        Time::Moment => td_string!(locale, account.time.moment),
        Time::Seconds => td_string!(locale, account.time.seconds),
        Time::Minutes => td_string!(locale, account.time.minutes),
        Time::Hours => td_string!(locale, account.time.hours),
        Time::Days => td_string!(locale, account.time.days),
        Time::Months => td_string!(locale, account.time.months),
        Time::Years => td_string!(locale, account.time.years),
        Time::Centuries => td_string!(locale, account.time.centuries),
    }
}
