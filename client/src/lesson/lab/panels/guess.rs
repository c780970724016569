//! A44: the attacker guesses passwords, at a login that counts tries and at one that does not.

use super::{
    super::run::{AttackError, Runner},
    task::PanelTask,
};
use crate::{
    http::{Answer, Call, Credential},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use lesson_shared::{
    lab::{LabLogin, USERNAME, words::WORDS},
    paths,
};

/// How many passwords were tried at one of the two logins, and the last answer.
#[derive(Clone, Debug)]
struct Guesses {
    tried: usize,
    answer: Answer,
}

impl Guesses {
    /// Whether the last password was merely wrong, so that the next one is worth a try.
    const fn goes_on(&self) -> bool {
        self.answer.status == 401
    }
}

pub fn panel() -> AnyView {
    let i18n = use_i18n();
    let runner = expect_context::<Runner>();
    let naive = RwSignal::new(None::<Guesses>);
    let strict = RwSignal::new(None::<Guesses>);
    let task = PanelTask::default();
    let start = move || {
        task.start(async move {
            naive.set(None);
            strict.set(None);
            guess(runner, paths::LAB_STRICT_LOGIN, strict).await?;
            guess(runner, paths::LAB_NAIVE_LOGIN, naive).await
        });
    };
    view! {
        <div class="lab__panel" data-testid="guess" data-busy=Signal::derive(move || task.busy.get().to_string())>
            <div class="row">
                {task.button("guess-start", text!(i18n, lab.guess.start), start)}
                <span class="small soft">{text!(i18n, lab.guess.account)} " " <code>{USERNAME}</code></span>
            </div>
            <div class="answers">
                {column("naive", text!(i18n, lab.side.naive), naive)}
                {column("strict", text!(i18n, lab.side.strict), strict)}
            </div>
            {task.failure()}
        </div>
    }
    .into_any()
}

/// Tries one word after the other until one is right, or until the login refuses to go on.
async fn guess(
    runner: Runner,
    path: &'static str,
    shown: RwSignal<Option<Guesses>>,
) -> Result<(), AttackError> {
    for (index, word) in WORDS.iter().enumerate() {
        let login = LabLogin { username: USERNAME.into(), password: (*word).into() };
        let call = Call::post(path, &login).credential(Credential::Nothing);
        let guesses = Guesses { tried: index + 1, answer: runner.http.ask(call).await? };
        let goes_on = guesses.goes_on();
        // The visitor may have left the page.
        if shown.try_set(Some(guesses)).is_some() || !goes_on {
            break;
        }
    }
    Ok(())
}

fn column(
    side: &'static str,
    title: Signal<&'static str>,
    guesses: RwSignal<Option<Guesses>>,
) -> AnyView {
    let i18n = use_i18n();
    let tried =
        Signal::derive(move || guesses.get().map_or(0, |guesses| guesses.tried).to_string());
    let end = Signal::derive(move || {
        let guesses = guesses.get().filter(|guesses| !guesses.goes_on())?;
        let count = guesses.tried.to_string();
        Some(match (guesses.answer.status, guesses.answer.header("retry-after")) {
            (200, _) => {
                let password = WORDS[guesses.tried - 1];
                t_string!(i18n, lab.guess.in_, count = count, password = password)
            }
            (_, Some(seconds)) => {
                t_string!(i18n, lab.guess.stopped, count = count, seconds = seconds)
            }
            (status, None) => status.to_string(),
        })
    });
    let status = Signal::derive(move || guesses.get().map(|guesses| guesses.answer.status));
    view! {
        <section class="answer" data-testid=format!("guess-{side}") data-status=status>
            <h4 class="answer__title">{title}</h4>
            <progress
                class="progress"
                max=WORDS.len().to_string()
                prop:value=tried
                aria-label=text!(i18n, lab.guess.progress)
            ></progress>
            <p role="status">{end}</p>
        </section>
    }
    .into_any()
}
