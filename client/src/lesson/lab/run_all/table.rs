//! The table of all forgeries with their results.

use super::super::{
    run::{Forgery, Judgement, Judgements, RunState, Runner},
    texts,
};
use crate::{
    components::part,
    i18n::{t_string, text, use_i18n},
    lesson::paths,
};
use leptos::prelude::*;

pub fn table() -> AnyView {
    let i18n = use_i18n();
    let rows = expect_context::<Runner>().runs().into_iter().map(row);
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

fn row((forgery, run): (Forgery, RwSignal<RunState>)) -> AnyView {
    let i18n = use_i18n();
    let (attack, case) = forgery;
    let result = Memo::new(move |_| run.get().result());
    let state = Signal::derive(move || match run.get() {
        RunState::Idle => "idle",
        RunState::Running => "running",
        RunState::Failed(_) => "failed",
        RunState::Done(result) => result.grade(case).name(),
    });
    let grade = Signal::derive(move || match state.get() {
        "running" => "…",
        state => t_string!(i18n, lab.grade_by_id).text(state),
    });
    let cell =
        |side: &'static str, title: Signal<&'static str>, of: fn(&Judgements) -> &Judgement| {
            let shown = part(move || result.get().map(|result| short(of(&result.judgements))));
            // On a narrow screen a row is a small card, and each value says which verifier it is of.
            view! { <td data-testid=side data-title=title>{shown}</td> }
        };
    let href = format!("{}&variant={}", paths::attack(attack.id), case.name);
    let id = format!("row-{}-{}", attack.id, case.name);
    let variant = Signal::derive(move || texts::variant(i18n, attack, case));
    view! {
        <tr data-testid=id.clone() data-state=state>
            <th scope="row">
                <span class="results__id">{attack.id}</span> " "
                <a href=href data-testid=format!("{id}-link")>{variant}</a>
            </th>
            {cell("naive", text!(i18n, lab.side.naive), |both| &both.naive)}
            {cell("strict", text!(i18n, lab.side.strict), |both| &both.strict)}
            <td class="results__grade">{grade}</td>
        </tr>
    }
    .into_any()
}

fn short(judgement: &Judgement) -> AnyView {
    view! { <strong>{judgement.status}</strong> " " <code class="small">{judgement.reason()}</code> }.into_any()
}
