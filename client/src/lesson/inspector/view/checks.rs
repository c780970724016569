//! Every check of the verifier, in its order.

use super::panel::Panel;
use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::{
        inspector::{state::InspectorState, texts, verify::Outcome},
        walkthrough::texts::check as check_name,
    },
};
use leptos::prelude::*;
use shared::Check;

#[component]
pub fn Checks(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let empty = Memo::new(move |_| state.token.with(String::is_empty));
    let item = move |(index, &check): (usize, &Check)| {
        let outcome = Memo::new(move |_| {
            let outcome = state.report.with(|report| report.outcomes[index]);
            if empty.get() { Outcome::NotReached } else { outcome }
        });
        let verdict = Signal::derive(move || match outcome.get() {
            Outcome::Open if check > Check::Signature => {
                t_string!(i18n, inspector.check.open_expected)
            }
            outcome => t_string!(i18n, inspector.check.outcome_by_id).text(outcome.into_str()),
        });
        let why = Signal::derive(move || {
            let refused = outcome.get() == Outcome::Refused;
            refused
                .then(|| {
                    state.report.with(|report| Some(texts::refusal(i18n, report.refusal.as_ref()?)))
                })
                .flatten()
        });
        view! {
            <li class="check" data-testid=format!("inspect-{check}") data-verdict=Signal::derive(move || outcome.get().into_str())>
                <span class="check__name">{Signal::derive(move || check_name(i18n, check))}</span>
                <span class="check__verdict">{verdict}</span>
                <code class="check__note">{check.name()}</code>
                <span class="check__why small">{why}</span>
            </li>
        }
    };
    view! {
        <Panel id="inspect-checks" title=text!(i18n, inspector.check.title) lead=text!(i18n, inspector.check.text)>
            <ol class="checks">{Check::ALL.iter().enumerate().map(item).collect_view()}</ol>
        </Panel>
    }
}
