//! The table of all forgeries, and what came of each.

use super::{
    bench::{Bench, Forgery, Run},
    outcome::{Outcome, Said},
    texts,
};
use crate::{
    components::part,
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use std::sync::Arc;

/// A row for each forgery.
pub(super) fn table() -> AnyView {
    let i18n = use_i18n();
    let rows = expect_context::<Bench>().runs().into_iter().map(row);
    view! {
        <div class="lab__scroll lab__scroll--all" tabindex="0" role="region" aria-label=text!(i18n, lab.all.table)>
            <table class="results results--all" data-testid="results">
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
    .into_any()
}

fn row((forgery, run): (Forgery, RwSignal<Run>)) -> AnyView {
    let i18n = use_i18n();
    let (attack, case) = forgery;
    let outcome = Memo::new(move |_| match run.get() {
        Run::Done(outcome) => Some(outcome),
        Run::Idle | Run::Running | Run::Failed(_) => None,
    });
    let grade = move |outcome: Arc<Outcome>| outcome.grade(case);
    let state = Signal::derive(move || match run.get() {
        Run::Idle => "idle",
        Run::Running => "running",
        Run::Failed(_) => "failed",
        Run::Done(outcome) => grade(outcome).name(),
    });
    let result = Signal::derive(move || match run.get() {
        Run::Idle => "",
        Run::Running => "…",
        Run::Failed(_) => t_string!(i18n, lab.grade.failed),
        Run::Done(outcome) => texts::grade(i18n, grade(outcome)),
    });
    let cell =
        move |side: &'static str, title: Signal<&'static str>, said: fn(&Outcome) -> &Said| {
            let shown = part(move || outcome.get().map(|outcome| short(said(&outcome))));
            // On a narrow screen a row is a small card, and each value says whose it is.
            view! { <td data-testid=side data-title=title>{shown}</td> }
        };
    let href = format!("/lab?attack={}&variant={}", attack.id, case.name);
    let id = format!("row-{}-{}", attack.id, case.name);
    let variant = Signal::derive(move || texts::variant(i18n, attack, case));
    view! {
        <tr data-testid=id.clone() data-state=state>
            <th scope="row">
                <span class="results__id">{attack.id}</span> " "
                <a href=href data-testid=format!("{id}-link")>{variant}</a>
            </th>
            {cell("naive", text!(i18n, lab.side.naive), |outcome| &outcome.naive)}
            {cell("strict", text!(i18n, lab.side.strict), |outcome| &outcome.strict)}
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
