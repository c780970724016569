//! The verifiers' clock, which the visitor moves: a token that lives for a minute, and what becomes of it as time
//! passes.

use super::super::{
    answers::{answers, failure_alert},
    run::{AttackError, Judgements, Runner},
};
use crate::{
    auth::use_auth,
    components::part,
    i18n::{t_string, text, use_i18n},
    server::Server,
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::lab::LabKeyChoice;
use shared::{UnverifiedClaims, verify::Algorithm};

/// How long the token lives, in seconds.
const LIFETIME: u32 = 60;
/// The ends of the slider, in seconds from the token's issue.
const FIRST: i64 = -30;
const LAST: i64 = 90;

#[derive(Clone, Copy)]
struct Clock {
    runner: Runner,
    server: Server,
    /// One token for all times, issued when it is first needed.
    token: StoredValue<Option<String>>,
    /// Seconds from the token's issue.
    at: RwSignal<i64>,
    judgements: RwSignal<Option<Judgements>>,
    error: RwSignal<Option<AttackError>>,
    /// Counts the questions, because only the answer to the latest one is shown.
    latest: StoredValue<u32>,
}

impl Clock {
    /// Moves the clock, and asks both verifiers.
    fn move_to(self, seconds: i64) {
        self.at.set(seconds);
        self.latest.update_value(|latest| *latest += 1);
        let mine = self.latest.get_value();
        self.error.set(None);
        spawn_local(async move {
            let judgements = self.ask(seconds).await;
            if self.latest.try_get_value() != Some(mine) {
                return;
            }
            match judgements {
                Ok(judgements) => self.judgements.set(Some(judgements)),
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    async fn ask(self, seconds: i64) -> Result<Judgements, AttackError> {
        let token = self.token().await?;
        let claims = UnverifiedClaims::read(&token).map_err(|_| AttackError::Material)?;
        self.runner.judge(&token, claims.iat.0 + seconds - self.server.now().0).await
    }

    async fn token(self) -> Result<String, AttackError> {
        if let Some(token) = self.token.try_get_value().flatten() {
            return Ok(token);
        }
        let (algorithm, key) = (Algorithm::Hs256, LabKeyChoice::Strong);
        let token = self.runner.genuine(algorithm, key, Some(LIFETIME)).await?;
        // The visitor may have left the page.
        self.token.try_set_value(Some(token.clone()));
        Ok(token)
    }
}

pub fn clock() -> AnyView {
    let i18n = use_i18n();
    let clock = Clock {
        runner: expect_context::<Runner>(),
        server: use_auth().server,
        token: StoredValue::new(None),
        at: RwSignal::new(0),
        judgements: RwSignal::new(None),
        error: RwSignal::new(None),
        latest: StoredValue::new(0),
    };
    let slide = move |event| {
        if let Ok(seconds) = event_target_value(&event).parse() {
            clock.move_to(seconds);
        }
    };
    let preset = move |seconds: i64, label: Signal<&'static str>, name: &'static str| {
        view! {
            <button
                type="button"
                class="button button--small"
                data-testid=format!("clock-{name}")
                on:click=move |_| clock.move_to(seconds)
            >
                {label}
            </button>
        }
    };
    let words = Signal::derive(move || {
        let seconds = clock.at.get();
        if seconds < 0 {
            t_string!(i18n, lab.clock.before, seconds = (-seconds).to_string())
        } else {
            t_string!(i18n, lab.clock.after, seconds = seconds.to_string())
        }
    });
    let said = move || clock.judgements.get().map(|judgements| answers(&judgements));
    view! {
        <section class="slip" id="clock" aria-labelledby="clock-title" data-testid="clock">
            <div class="slip__part">
                <h2 id="clock-title">{text!(i18n, lab.clock.title)}</h2>
                <p>{text!(i18n, lab.clock.lead)}</p>
                <label class="field__label" for="clock-slider">{text!(i18n, lab.clock.label)}</label>
                <input
                    id="clock-slider"
                    class="slider"
                    type="range"
                    min=FIRST.to_string()
                    max=LAST.to_string()
                    data-testid="clock-slider"
                    prop:value=Signal::derive(move || clock.at.get().to_string())
                    aria-valuetext=words
                    on:change=slide
                />
                <h3 class="clock__words">{words}</h3>
                <div class="row">
                    {preset(-10, text!(i18n, lab.clock.early), "early")}
                    {preset(30, text!(i18n, lab.clock.valid), "valid")}
                    {preset(62, text!(i18n, lab.clock.leeway), "leeway")}
                    {preset(75, text!(i18n, lab.clock.expired), "expired")}
                </div>
                <div role="status" data-testid="clock-said">{part(said)}</div>
                {failure_alert(clock.error)}
            </div>
        </section>
    }
    .into_any()
}
