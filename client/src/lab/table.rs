//! All attacks in a row, and a table of what came of them.

use super::{
    bench::{Bench, Forgery, Run},
    outcome::{Grade, Said},
};
use crate::{
    components::{When, part},
    i18n::{t_string, text, use_i18n},
};
use attacks::Expected;
use leptos::{prelude::*, task::spawn_local};

/// *Run all*, how far that is, and the table.
pub(super) fn run_all() -> AnyView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let runs = bench.runs();
    let total = runs.len();
    let started = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let tally = Memo::new({
        let runs = runs.clone();
        move |_| Tally::of(&runs)
    });
    let press = {
        let runs = StoredValue::new(runs.clone());
        move |_| {
            if busy.get_untracked() {
                return;
            }
            started.set(true);
            busy.set(true);
            let runs = runs.get_value();
            for (_, run) in &runs {
                run.set(Run::Idle);
            }
            spawn_local(async move {
                for (forgery, run) in runs {
                    // Whoever has left the page does not want the rest.
                    if busy.is_disposed() {
                        return;
                    }
                    bench.perform(forgery, run).await;
                }
                busy.try_set(false);
            });
        }
    };
    let state = Signal::derive(move || match (started.get(), busy.get()) {
        (false, _) => "idle",
        (true, true) => "running",
        (true, false) => "done",
    });
    // The beginning and the end are said, what is between them only shown.
    let said = Signal::derive(move || match state.get() {
        "running" => t_string!(i18n, lab.all.running, total = total.to_string()),
        "done" => {
            let tally = tally.get();
            t_string!(
                i18n,
                lab.all.done,
                right = tally.right.to_string(),
                total = total.to_string()
            )
        }
        _ => String::new(),
    });
    let alarm = Signal::derive(move || {
        let wrong = tally.get().wrong.join(", ");
        if wrong.is_empty() {
            String::new()
        } else {
            t_string!(i18n, lab.all.alarm, attacks = wrong)
        }
    });
    let label = Signal::derive(move || {
        if busy.get() {
            t_string!(i18n, lab.running)
        } else {
            t_string!(i18n, lab.all.start)
        }
    });
    view! {
        <section class="slip lab__all" aria-labelledby="run-all-title" data-testid="run-all" data-state=state>
            <div class="slip__part">
                <h2 id="run-all-title">{text!(i18n, lab.all.title)}</h2>
                <p>{text!(i18n, lab.all.lead)}</p>
                <div class="row">
                    <button
                        type="button"
                        class="button button--primary"
                        data-testid="run-all-start"
                        aria-disabled=Signal::derive(move || busy.get().to_string())
                        on:click=press
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
                    </When>
                </div>
                <p role="status" data-testid="run-all-said">{said}</p>
                <p class="lab__alarm" role="alert" data-testid="alarm">{alarm}</p>
                <When so=started>
                    <Table/>
                </When>
            </div>
        </section>
    }
    .into_any()
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    done: usize,
    right: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn of(runs: &[(Forgery, RwSignal<Run>)]) -> Self {
        let mut tally = Self::default();
        for ((attack, case), run) in runs {
            let grade = match run.get() {
                Run::Idle | Run::Running => continue,
                Run::Failed(_) => None,
                Run::Done(outcome) => Some(outcome.grade(case)),
            };
            tally.done += 1;
            match grade {
                Some(Grade::Right) => tally.right += 1,
                Some(Grade::Alarm) => tally.wrong.push(format!("{} {}", attack.id, case.name)),
                Some(Grade::Dull) | None => {}
            }
        }
        tally
    }
}

#[component]
fn Table() -> impl IntoView {
    let i18n = use_i18n();
    let rows = expect_context::<Bench>().runs().into_iter().map(row);
    view! {
        <div class="lab__scroll" tabindex="0" role="region" aria-label=text!(i18n, lab.all.table)>
            <table class="results" data-testid="results">
                <thead>
                    <tr>
                        <th scope="col">{text!(i18n, lab.all.attack)}</th>
                        <th scope="col">{text!(i18n, lab.naive)}</th>
                        <th scope="col">{text!(i18n, lab.strict)}</th>
                        <th scope="col">{text!(i18n, lab.all.result)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(((attack, case), run): (Forgery, RwSignal<Run>)) -> AnyView {
    let i18n = use_i18n();
    let outcome = Memo::new(move |_| match run.get() {
        Run::Done(outcome) => Some(outcome),
        Run::Idle | Run::Running | Run::Failed(_) => None,
    });
    let state = Signal::derive(move || match run.get() {
        Run::Idle => "idle",
        Run::Running => "running",
        Run::Failed(_) => "failed",
        Run::Done(outcome) => outcome.grade(case).name(),
    });
    let result = Signal::derive(move || match state.get() {
        "running" => "…",
        "failed" => t_string!(i18n, lab.grade.failed),
        "right" if case.expected == Expected::Accepted => t_string!(i18n, lab.grade.lesson),
        "right" => t_string!(i18n, lab.grade.right),
        "dull" => t_string!(i18n, lab.grade.dull),
        "alarm" => t_string!(i18n, lab.grade.alarm),
        _ => "",
    });
    let cell = move |said: fn(&super::outcome::Outcome) -> &Said| {
        part(move || outcome.get().map(|outcome| short(said(&outcome))))
    };
    let href = format!("/lab?attack={}", attack.id);
    view! {
        <tr data-testid=format!("row-{}-{}", attack.id, case.name) data-state=state>
            <th scope="row"><a href=href>{attack.id}</a> " " <code class="small">{case.name}</code></th>
            <td data-testid="naive">{cell(|outcome| &outcome.naive)}</td>
            <td data-testid="strict">{cell(|outcome| &outcome.strict)}</td>
            <td class="results__grade">{result}</td>
        </tr>
    }
    .into_any()
}

/// The status, and in a word why.
fn short(said: &Said) -> AnyView {
    let reason = said.mistake().or_else(|| said.reason());
    view! { <strong>{said.status}</strong> " " <code class="small">{reason}</code> }.into_any()
}
