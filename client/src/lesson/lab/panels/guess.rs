//! A44: passwords are guessed, where nobody counts and where somebody does.

use super::super::{bench::Bench, texts, trouble::Trouble};
use crate::{
    http::{Answer, Call, Credential},
    i18n::{t_string, text, use_i18n},
};
use leptos::{prelude::*, task::spawn_local};
use lesson_shared::{
    lab::{LabLogin, USERNAME, words::WORDS},
    paths,
};

/// How the guessing went at one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Round {
    /// So many passwords were tried.
    tried: usize,
    /// The status of the last answer.
    status: u16,
    /// The password that was right.
    password: Option<&'static str>,
    /// When the next try is worth it, in seconds.
    retry_after: Option<String>,
}

impl Round {
    fn read(tried: usize, word: &'static str, answer: &Answer) -> Self {
        Self {
            tried,
            status: answer.status,
            password: (answer.status == 200).then_some(word),
            retry_after: answer.header("retry-after").map(str::to_owned),
        }
    }

    /// Neither in nor sent away, so that the next word is worth a try.
    const fn goes_on(&self) -> bool {
        self.status == 401
    }
}

pub(super) fn form() -> AnyView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let naive = RwSignal::new(None::<Round>);
    let strict = RwSignal::new(None::<Round>);
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        naive.set(None);
        strict.set(None);
        trouble.set(None);
        spawn_local(async move {
            for (path, round) in
                [(paths::LAB_STRICT_LOGIN, strict), (paths::LAB_NAIVE_LOGIN, naive)]
            {
                if let Err(error) = guess(bench, path, round).await {
                    trouble.try_set(Some(error));
                    break;
                }
            }
            busy.try_set(false);
        });
    };
    let sentence = Signal::derive(move || {
        let trouble = trouble.get();
        trouble.map(|trouble| texts::trouble(i18n, &trouble))
    });
    view! {
        <div class="bench" data-testid="guess" data-busy=Signal::derive(move || busy.get().to_string())>
            <div class="row">
                <button
                    type="button"
                    class="button button--primary"
                    data-testid="guess-start"
                    aria-disabled=Signal::derive(move || busy.get().to_string())
                    on:click=press
                >
                    {text!(i18n, lab.guess.start)}
                </button>
                <span class="small soft">{text!(i18n, lab.guess.account)} " " <code>{USERNAME}</code></span>
            </div>
            <div class="answers">
                {column("naive", text!(i18n, lab.side.naive), naive)}
                {column("strict", text!(i18n, lab.side.strict), strict)}
            </div>
            <p class="form-error" role="alert">{sentence}</p>
        </div>
    }
    .into_any()
}

/// Tries one word after the other until one is right, or until it is sent away.
async fn guess(
    bench: Bench,
    path: &'static str,
    shown: RwSignal<Option<Round>>,
) -> Result<(), Trouble> {
    for (index, word) in WORDS.iter().enumerate() {
        let login = LabLogin { username: USERNAME.into(), password: (*word).into() };
        let call = Call::post(path, &login).credential(Credential::Nothing);
        let answer = bench.http.ask(call).await?;
        let round = Round::read(index + 1, word, &answer);
        let goes_on = round.goes_on();
        // The page may be gone by now.
        if shown.try_set(Some(round)).is_some() || !goes_on {
            break;
        }
    }
    Ok(())
}

fn column(
    side: &'static str,
    title: Signal<&'static str>,
    round: RwSignal<Option<Round>>,
) -> AnyView {
    let i18n = use_i18n();
    let tried = Signal::derive(move || round.get().map_or(0, |round| round.tried).to_string());
    let said = Signal::derive(move || {
        let Some(round) = round.get().filter(|round| !round.goes_on()) else {
            return String::new();
        };
        match (round.password, round.retry_after) {
            (Some(password), _) => {
                t_string!(i18n, lab.guess.in_, count = round.tried.to_string(), password = password)
            }
            (None, Some(seconds)) => t_string!(
                i18n,
                lab.guess.stopped,
                count = round.tried.to_string(),
                seconds = seconds
            ),
            (None, None) => round.status.to_string(),
        }
    });
    let status = Signal::derive(move || round.get().map(|round| round.status));
    view! {
        <section class="answer" data-testid=format!("guess-{side}") data-status=status>
            <h4 class="answer__title">{title}</h4>
            <progress
                class="progress"
                max=WORDS.len().to_string()
                prop:value=tried
                aria-label=text!(i18n, lab.guess.progress)
            ></progress>
            <p role="status">{said}</p>
        </section>
    }
    .into_any()
}
