//! All attacks in a row. After a 429 the run waits as long as the server asks. Where the server does not answer, the
//! run stops and keeps its results, and the visitor can go on later.

mod table;

use super::{
    run::{AttackError, Forgery, Grade, RunState, Runner},
    texts,
};
use crate::{
    browser::clock,
    components::When,
    i18n::{I18n, t_string, text, use_i18n},
};
use leptos::{prelude::*, task::spawn_local};
use strum::IntoStaticStr;
use table::table;

#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
enum Progress {
    Idle,
    Running,
    /// The server asks to wait for so many seconds.
    Waiting(u32),
    /// The server does not answer.
    Stopped(AttackError),
    Done,
}

impl Progress {
    const fn is_busy(&self) -> bool {
        matches!(self, Self::Running | Self::Waiting(_))
    }
}

/// The button, the progress, and the table of results.
pub fn run_all() -> AnyView {
    let i18n = use_i18n();
    let runner = expect_context::<Runner>();
    let total = runner.runs().len();
    let progress = RwSignal::new(Progress::Idle);
    let tally = Memo::new(move |_| Tally::of(i18n, &runner.runs()));
    let started = Signal::derive(move || progress.get() != Progress::Idle);
    let busy = Signal::derive(move || progress.get().is_busy());
    let label = Signal::derive(move || match progress.get() {
        Progress::Idle => t_string!(i18n, lab.all.start),
        Progress::Running | Progress::Waiting(_) => t_string!(i18n, lab.running),
        Progress::Stopped(_) => t_string!(i18n, lab.all.go_on),
        Progress::Done => t_string!(i18n, lab.all.again),
    });
    let alarm = Signal::derive(move || {
        let wrong = tally.get().wrong.join(", ");
        (!wrong.is_empty()).then(|| t_string!(i18n, lab.all.alarm, attacks = wrong))
    });
    view! {
        <section
            class="slip lab__all"
            aria-labelledby="run-all-title"
            data-testid="run-all"
            data-state=Signal::derive(move || progress.get().into_str())
        >
            <div class="slip__part">
                <h2 id="run-all-title">{text!(i18n, lab.all.title)}</h2>
                <p>{text!(i18n, lab.all.lead)}</p>
                <div class="row">
                    <button
                        type="button"
                        class="button button--primary"
                        data-testid="run-all-start"
                        aria-disabled=Signal::derive(move || busy.get().to_string())
                        on:click=move |_| start(runner, progress)
                    >
                        {label}
                    </button>
                    <When so=started>
                        <progress
                            class="progress"
                            max=total.to_string()
                            prop:value=Signal::derive(move || tally.get().done.to_string())
                            aria-label=text!(i18n, lab.all.progress)
                        ></progress>
                        <span class="small soft" aria-hidden="true">
                            {Signal::derive(move || format!("{} / {total}", tally.get().done))}
                        </span>
                    </When>
                </div>
                <p role="status" data-testid="run-all-said">{said(progress, tally, total)}</p>
                <p class="lab__alarm" role="alert" data-testid="alarm">{alarm}</p>
                <When so=started>
                    {table()}
                </When>
            </div>
        </section>
    }
    .into_any()
}

/// What a screen reader says: each quarter of the way, and every stop.
fn said(progress: RwSignal<Progress>, tally: Memo<Tally>, total: usize) -> Signal<String> {
    let i18n = use_i18n();
    let quarter = Memo::new(move |_| tally.get().done * 4 / total);
    Signal::derive(move || match progress.get() {
        Progress::Idle => String::new(),
        Progress::Running => {
            quarter.track();
            let done = tally.get_untracked().done.to_string();
            t_string!(i18n, lab.all.running, done = done, total = total.to_string())
        }
        Progress::Waiting(seconds) => {
            t_string!(i18n, lab.all.waiting, seconds = seconds.to_string())
        }
        Progress::Stopped(error) => {
            let error = texts::error(i18n, &error);
            t_string!(i18n, lab.all.stopped, error = error)
        }
        Progress::Done => {
            let right = tally.get().right.to_string();
            t_string!(i18n, lab.all.done, right = right, total = total.to_string())
        }
    })
}

/// Begins, or goes on where the run has stopped.
fn start(runner: Runner, progress: RwSignal<Progress>) {
    let runs = runner.runs();
    match progress.get_untracked() {
        Progress::Running | Progress::Waiting(_) => return,
        Progress::Stopped(_) => {}
        Progress::Idle | Progress::Done => {
            for (_, run) in &runs {
                run.set(RunState::Idle);
            }
        }
    }
    progress.set(Progress::Running);
    spawn_local(async move {
        for (forgery, run) in runs {
            if let Err(stopped) = perform(runner, forgery, run, progress).await {
                progress.try_set(Progress::Stopped(stopped));
                return;
            }
        }
        progress.try_set(Progress::Done);
    });
}

/// Performs a forgery that is not done yet, again after each 429. Fails when the server does not answer.
async fn perform(
    runner: Runner,
    forgery: Forgery,
    run: RwSignal<RunState>,
    progress: RwSignal<Progress>,
) -> Result<(), AttackError> {
    loop {
        // There is no signal when the visitor has left the page.
        if run.try_get_untracked().is_none_or(|run| run.result().is_some()) {
            return Ok(());
        }
        runner.perform(forgery, run).await;
        match run.try_get_untracked() {
            Some(RunState::Failed(AttackError::TooMany(seconds))) => {
                run.try_set(RunState::Idle);
                progress.try_set(Progress::Waiting(seconds));
                clock::sleep_ms(i32::try_from(seconds).unwrap_or(i32::MAX).saturating_mul(1000))
                    .await;
                progress.try_set(Progress::Running);
            }
            Some(RunState::Failed(error)) if error.is_away() => {
                run.try_set(RunState::Idle);
                return Err(error);
            }
            _ => return Ok(()),
        }
    }
}

/// How many forgeries were performed, and with what results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    done: usize,
    right: usize,
    /// The forgeries that the strict verifier has judged wrongly, by number and name.
    wrong: Vec<String>,
}

impl Tally {
    /// Reactive.
    fn of(i18n: I18n, runs: &[(Forgery, RwSignal<RunState>)]) -> Self {
        let mut tally = Self::default();
        for ((attack, case), run) in runs {
            let run = run.get();
            tally.done += usize::from(!matches!(run, RunState::Idle | RunState::Running));
            match run.result().map(|result| result.grade(case)) {
                Some(grade) if grade.is_expected() => tally.right += 1,
                Some(Grade::Alarm) => {
                    let name = texts::variant(i18n, attack, case);
                    tally.wrong.push(format!("{} {name}", attack.id));
                }
                Some(_) | None => {}
            }
        }
        tally
    }
}
