//! All attacks in a row. A server that has had too much is given time, and one that is gone is waited for: what was
//! done stays done.

use super::{
    bench::{Bench, Forgery, Run},
    outcome::Grade,
    table::table,
    texts,
    trouble::Trouble,
};
use crate::{
    browser::clock,
    components::When,
    i18n::{t_string, text, use_i18n},
};
use leptos::{prelude::*, task::spawn_local};

/// How far the run of all attacks is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    Idle,
    Running,
    /// The server wants to be left alone for so many seconds.
    Waiting(u32),
    /// The server is gone.
    Stopped(Trouble),
    Done,
}

impl Progress {
    const fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running => "running",
            Self::Waiting(_) => "waiting",
            Self::Stopped(_) => "stopped",
            Self::Done => "done",
        }
    }

    const fn is_busy(&self) -> bool {
        matches!(self, Self::Running | Self::Waiting(_))
    }
}

/// *Run all*, how far that is, and the table.
pub(super) fn run_all() -> AnyView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let total = bench.runs().len();
    let progress = RwSignal::new(Progress::Idle);
    let tally = Memo::new(move |_| Tally::of(&bench.runs()));
    let started = Signal::derive(move || progress.get() != Progress::Idle);
    let busy = Signal::derive(move || progress.get().is_busy());
    let label = Signal::derive(move || match progress.get() {
        Progress::Idle => t_string!(i18n, lab.all.start),
        Progress::Running | Progress::Waiting(_) => t_string!(i18n, lab.running),
        Progress::Stopped(_) => t_string!(i18n, lab.all.go_on),
        Progress::Done => t_string!(i18n, lab.all.again),
    });
    let alarm = Signal::derive(move || {
        let wrong = tally.get().wrong;
        let wrong = wrong
            .iter()
            .map(|(attack, case)| format!("{} {}", attack.id, texts::variant(i18n, attack, case)));
        let wrong = wrong.collect::<Vec<_>>().join(", ");
        if wrong.is_empty() {
            String::new()
        } else {
            t_string!(i18n, lab.all.alarm, attacks = wrong)
        }
    });
    view! {
        <section
            class="slip lab__all"
            aria-labelledby="run-all-title"
            data-testid="run-all"
            data-state=Signal::derive(move || progress.get().name())
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
                        on:click=move |_| press(bench, progress)
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

/// What a screen reader hears of it: each quarter, and what comes in between.
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
        Progress::Stopped(trouble) => {
            let trouble = texts::trouble(i18n, &trouble);
            t_string!(i18n, lab.all.stopped, trouble = trouble)
        }
        Progress::Done => {
            let right = tally.get().right.to_string();
            t_string!(i18n, lab.all.done, right = right, total = total.to_string())
        }
    })
}

/// Begins, or goes on where it has stopped.
fn press(bench: Bench, progress: RwSignal<Progress>) {
    let runs = bench.runs();
    match progress.get_untracked() {
        Progress::Running | Progress::Waiting(_) => return,
        Progress::Stopped(_) => {}
        Progress::Idle | Progress::Done => {
            for (_, run) in &runs {
                run.set(Run::Idle);
            }
        }
    }
    progress.set(Progress::Running);
    spawn_local(async move {
        for (forgery, run) in runs {
            if let Err(stopped) = perform(bench, forgery, run, progress).await {
                progress.try_set(Progress::Stopped(stopped));
                return;
            }
        }
        progress.try_set(Progress::Done);
    });
}

/// Performs a forgery that is not done yet, as often as it takes; fails when the server is gone.
async fn perform(
    bench: Bench,
    forgery: Forgery,
    run: RwSignal<Run>,
    progress: RwSignal<Progress>,
) -> Result<(), Trouble> {
    loop {
        // Whoever has left the page does not want the rest.
        let Some(Run::Idle | Run::Running | Run::Failed(_)) = run.try_get_untracked() else {
            return Ok(());
        };
        bench.perform(forgery, run).await;
        match run.try_get_untracked() {
            Some(Run::Failed(Trouble::TooMany(seconds))) => {
                run.try_set(Run::Idle);
                progress.try_set(Progress::Waiting(seconds));
                clock::sleep_ms(i32::try_from(seconds).unwrap_or(i32::MAX).saturating_mul(1000))
                    .await;
                progress.try_set(Progress::Running);
            }
            Some(Run::Failed(trouble)) if trouble.is_away() => {
                run.try_set(Run::Idle);
                return Err(trouble);
            }
            _ => return Ok(()),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Tally {
    done: usize,
    right: usize,
    wrong: Vec<Forgery>,
}

impl PartialEq for Tally {
    /// A forgery that is wrong stays so until all begin anew, so that their number tells them apart.
    fn eq(&self, other: &Self) -> bool {
        let numbers = |tally: &Self| (tally.done, tally.right, tally.wrong.len());
        numbers(self) == numbers(other)
    }
}

impl Tally {
    fn of(runs: &[(Forgery, RwSignal<Run>)]) -> Self {
        let mut tally = Self::default();
        for (forgery, run) in runs {
            let grade = match run.get() {
                Run::Idle | Run::Running => continue,
                Run::Failed(_) => None,
                Run::Done(outcome) => Some(outcome.grade(forgery.1)),
            };
            tally.done += 1;
            match grade {
                Some(grade) if grade.is_expected() => tally.right += 1,
                Some(Grade::Alarm) => tally.wrong.push(*forgery),
                _ => {}
            }
        }
        tally
    }
}
