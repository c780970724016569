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
use leptos::{prelude::*, reactive::actions::ActionAbortHandle};
use lesson_shared::lab::LabKeyChoice;
use shared::{UnverifiedClaims, verify::Algorithm};

/// How long the token lives, in seconds.
const LIFETIME: u32 = 60;
/// The ends of the slider, in seconds from the token's issue.
const FIRST: i64 = -30;
const LAST: i64 = 90;

pub fn clock() -> AnyView {
    let i18n = use_i18n();
    let (runner, server) = (expect_context::<Runner>(), use_auth().server);
    // Seconds from the token's issue.
    let at = RwSignal::new(0);
    // One token for all positions of the slider, issued when it is first needed.
    let token = StoredValue::new(None);
    let ask = Action::new_local(move |seconds: &i64| judge(runner, server, token, *seconds));
    let latest = StoredValue::new_local(None::<ActionAbortHandle>);
    let move_to = move |seconds| {
        at.set(seconds);
        // Only the answer to the latest question is shown.
        let earlier = latest.try_update_value(|latest| latest.replace(ask.dispatch(seconds)));
        if let Some(earlier) = earlier.flatten() {
            earlier.abort();
        }
    };
    let slide = move |event| {
        if let Ok(seconds) = event_target_value(&event).parse() {
            move_to(seconds);
        }
    };
    let preset = move |seconds: i64, label: Signal<&'static str>, name: &'static str| {
        view! {
            <button
                type="button"
                class="button button--small"
                data-testid=format!("clock-{name}")
                on:click=move |_| move_to(seconds)
            >
                {label}
            </button>
        }
    };
    let words = Signal::derive(move || {
        let seconds = at.get();
        if seconds < 0 {
            t_string!(i18n, lab.clock.before, seconds = (-seconds).to_string())
        } else {
            t_string!(i18n, lab.clock.after, seconds = seconds.to_string())
        }
    });
    let said = move || Some(answers(&ask.value().get()?.ok()?));
    let error = Signal::derive(move || ask.value().get()?.err());
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
                    prop:value=Signal::derive(move || at.get().to_string())
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
                {failure_alert(error)}
            </div>
        </section>
    }
    .into_any()
}

/// What both verifiers say to the token so many seconds after its issue.
async fn judge(
    runner: Runner,
    server: Server,
    known: StoredValue<Option<String>>,
    seconds: i64,
) -> Result<Judgements, AttackError> {
    let token = match known.try_get_value().flatten() {
        Some(token) => token,
        None => runner.genuine(Algorithm::Hs256, LabKeyChoice::Strong, Some(LIFETIME)).await?,
    };
    // The visitor may have left the page.
    known.try_set_value(Some(token.clone()));
    let claims = UnverifiedClaims::read(&token).map_err(|_| AttackError::Material)?;
    runner.judge(&token, claims.iat.0 + seconds - server.now().0).await
}
