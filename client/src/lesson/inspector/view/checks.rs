//! Every check of the verifier, in its order.

use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::{
        inspector::{state::InspectorState, texts, verify::Outcome},
        walkthrough::texts::check as check_name,
    },
};
use leptos::prelude::*;
use shared::Check;

/// The list.
#[component]
pub fn Checks(
    /// Where the token lies.
    state: InspectorState,
) -> impl IntoView {
    let i18n = use_i18n();
    let empty = Memo::new(move |_| state.token.with(String::is_empty));
    let item = move |(index, &check): (usize, &Check)| {
        let mark = Memo::new(move |_| {
            let mark = state.report.with(|report| report.outcomes[index]);
            if empty.get() { Outcome::NotReached } else { mark }
        });
        let verdict = Signal::derive(move || match mark.get() {
            Outcome::Passed => t_string!(i18n, inspector.check.passed),
            Outcome::Refused => t_string!(i18n, inspector.check.refused),
            Outcome::NotReached => t_string!(i18n, inspector.check.not_reached),
            Outcome::Open if check > Check::Signature => {
                t_string!(i18n, inspector.check.open_expected)
            }
            Outcome::Open => t_string!(i18n, inspector.check.open),
            Outcome::ServerOnly => t_string!(i18n, inspector.check.server_only),
        });
        let why = Signal::derive(move || {
            (mark.get() == Outcome::Refused)
                .then(|| {
                    state.report.with(|report| {
                        report.refusal.as_ref().map(|refusal| texts::refusal(i18n, refusal))
                    })
                })
                .flatten()
        });
        view! {
            <li class="check" data-testid=format!("inspect-{check}") data-verdict=Signal::derive(move || mark.get().name())>
                <span class="check__name">{Signal::derive(move || check_name(i18n, check))}</span>
                <span class="check__verdict">{verdict}</span>
                <code class="check__note">{check.name()}</code>
                <span class="check__why small">{why}</span>
            </li>
        }
    };
    view! {
        <section class="slip" aria-labelledby="inspect-checks-title">
            <div class="slip__part">
                <div>
                    <h2 class="inspect__title" id="inspect-checks-title">{text!(i18n, inspector.check.title)}</h2>
                    <p class="small soft">{text!(i18n, inspector.check.text)}</p>
                </div>
                <ol class="checks">{Check::ALL.iter().enumerate().map(item).collect_view()}</ol>
            </div>
        </section>
    }
    .into_any()
}
