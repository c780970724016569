//! What an attacker has to find before it can forge.

use super::{bench::Bench, crack::Cracking, texts, trouble::Trouble};
use crate::i18n::{t_string, text, use_i18n};
use attacks::Attack;
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::lab::{LabKeyChoice, words::WORDS};
use shared::verify::Algorithm;

/// After a few guesses the worker rests for so long, so that an eye can follow.
const PAUSE_MS: u32 = 40;

/// Where the forgeries of an attack are signed with the weak secret: how it is found.
pub(super) fn clue(attack: &'static Attack) -> AnyView {
    let weak = attack.cases().iter().any(|case| case.key == LabKeyChoice::Weak);
    match (attack.id, weak) {
        ("A5", _) => view! { <Crack/> }.into_any(),
        (_, true) => {
            let i18n = use_i18n();
            view! { <p class="small soft">{text!(i18n, lab.crack.borrowed)} " " <a href="/lab?attack=A5">"A5"</a></p> }
                .into_any()
        }
        (_, false) => ().into_any(),
    }
}

/// The secret of the weak key, guessed word by word.
#[component]
fn Crack() -> impl IntoView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let state = bench.cracker.state;
    let trouble = RwSignal::new(None::<Trouble>);
    let name = Signal::derive(move || match state.get() {
        Cracking::Idle => "idle",
        Cracking::Guessing(..) => "guessing",
        Cracking::Found(..) => "found",
        Cracking::Failed => "failed",
    });
    let press = move |_| {
        if matches!(state.get_untracked(), Cracking::Guessing(..)) {
            return;
        }
        trouble.set(None);
        spawn_local(async move {
            match bench.genuine(Algorithm::Hs256, LabKeyChoice::Weak, None).await {
                Ok(token) => {
                    bench.cracker.crack(&token, PAUSE_MS).await;
                }
                Err(error) => {
                    trouble.try_set(Some(error));
                }
            }
        });
    };
    let count = Signal::derive(move || match state.get() {
        Cracking::Guessing(count, _) | Cracking::Found(count, _) => count.to_string(),
        Cracking::Idle | Cracking::Failed => "0".into(),
    });
    let word = Signal::derive(move || match state.get() {
        Cracking::Guessing(_, word) => word,
        _ => String::new(),
    });
    // Only the end is said, not each guess.
    let end = Signal::derive(move || match (state.get(), trouble.get()) {
        (_, Some(trouble)) => texts::trouble(i18n, &trouble),
        (Cracking::Found(count, secret), _) => {
            t_string!(i18n, lab.crack.found, secret = secret, count = count.to_string())
        }
        (Cracking::Failed, _) => t_string!(i18n, lab.trouble.not_cracked).to_owned(),
        (Cracking::Idle | Cracking::Guessing(..), _) => String::new(),
    });
    view! {
        <div class="bench" data-testid="crack" data-state=name>
            <h4>{text!(i18n, lab.crack.title)}</h4>
            <p class="small">{text!(i18n, lab.crack.lead)}</p>
            <div class="row">
                <button type="button" class="button" data-testid="crack-start" on:click=press>
                    {text!(i18n, lab.crack.start)}
                </button>
                <progress
                    class="progress"
                    max=WORDS.len().to_string()
                    prop:value=count
                    aria-label=text!(i18n, lab.crack.progress)
                ></progress>
                <code class="bench__word" aria-hidden="true">{word}</code>
            </div>
            <p role="status" data-testid="crack-end">{end}</p>
        </div>
    }
}
