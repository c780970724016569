//! The weak secret, which the attacker has to guess before it can sign with it.

use super::super::{
    run::{AttackError, CrackState, Runner},
    texts,
};
use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::paths,
};
use attacks::Attack;
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::lab::{LabKeyChoice, words::WORDS};
use shared::verify::Algorithm;

/// The pause of the worker after a few guesses, so that a visitor can watch.
const PAUSE_MS: u32 = 40;

/// The panel that guesses the secret, on the card of the attack about that; on the others that need the secret, a link
/// there.
pub fn crack_hint(attack: &'static Attack) -> AnyView {
    let i18n = use_i18n();
    if attack.id == "A5" {
        crack_panel()
    } else if attack.cases().iter().any(|case| case.key == LabKeyChoice::Weak) {
        view! { <p class="small soft">{text!(i18n, lab.crack.borrowed)} " " <a href=paths::attack("A5")>"A5"</a></p> }
            .into_any()
    } else {
        ().into_any()
    }
}

fn crack_panel() -> AnyView {
    let i18n = use_i18n();
    let runner = expect_context::<Runner>();
    let state = runner.cracker.state;
    let error = RwSignal::new(None::<AttackError>);
    let shown = Signal::derive(move || match state.get() {
        CrackState::Idle => ("idle", 0, String::new()),
        CrackState::Guessing(count, word) => ("guessing", count, word),
        CrackState::Found(count, _) => ("found", count, String::new()),
        CrackState::Failed => ("failed", 0, String::new()),
    });
    let guess = move |_| {
        if matches!(state.get_untracked(), CrackState::Guessing(..)) {
            return;
        }
        error.set(None);
        spawn_local(async move {
            match runner.genuine(Algorithm::Hs256, LabKeyChoice::Weak, None).await {
                Ok(token) => {
                    runner.cracker.crack(&token, PAUSE_MS).await;
                }
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
        });
    };
    // A screen reader says the end only, not each guess.
    let end = Signal::derive(move || match (state.get(), error.get()) {
        (_, Some(error)) => texts::error(i18n, &error),
        (CrackState::Found(count, secret), _) => {
            t_string!(i18n, lab.crack.found, secret = secret, count = count.to_string())
        }
        (CrackState::Failed, _) => t_string!(i18n, lab.error.not_cracked).to_owned(),
        (CrackState::Idle | CrackState::Guessing(..), _) => String::new(),
    });
    view! {
        <div class="lab__panel" data-testid="crack" data-state=Signal::derive(move || shown.get().0)>
            <h4>{text!(i18n, lab.crack.title)}</h4>
            <p class="small">{text!(i18n, lab.crack.lead)}</p>
            <div class="row">
                <button type="button" class="button" data-testid="crack-start" on:click=guess>
                    {text!(i18n, lab.crack.start)}
                </button>
                <progress
                    class="progress"
                    max=WORDS.len().to_string()
                    prop:value=Signal::derive(move || shown.get().1.to_string())
                    aria-label=text!(i18n, lab.crack.progress)
                ></progress>
                <code class="lab__word" aria-hidden="true">{Signal::derive(move || shown.get().2)}</code>
            </div>
            <p role="status" data-testid="crack-end">{end}</p>
        </div>
    }
    .into_any()
}
