//! The answers of both verifiers side by side, or the reason that there are none.

use super::{
    run::{AttackError, Judgement, Judgements},
    texts,
};
use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::walkthrough::{exchanges::pretty, texts::check as check_name},
    messages,
};
use leptos::prelude::*;

pub fn answers(judgements: &Judgements) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="answers">
            {answer("naive", text!(i18n, lab.naive), &judgements.naive)}
            {answer("strict", text!(i18n, lab.strict), &judgements.strict)}
        </div>
    }
    .into_any()
}

/// The verdict of one verifier, the reason, and the answer as it came.
fn answer(side: &'static str, title: Signal<&'static str>, judgement: &Judgement) -> AnyView {
    let i18n = use_i18n();
    let accepted = judgement.accepted();
    let verdict = if accepted { text!(i18n, lab.let_in) } else { text!(i18n, lab.refused) };
    let check = judgement.check();
    let mistake = judgement.mistake();
    let code = judgement.problem.as_ref().map(|problem| problem.code);
    let why = Signal::derive(move || match (mistake, check, code) {
        (Some(mistake), ..) => t_string!(i18n, lab.mistake_by_id).text(mistake).to_owned(),
        (_, Some(check), _) => t_string!(i18n, lab.by_check, check = check_name(i18n, check)),
        (.., Some(code)) => messages::problem_code(i18n, code),
        _ if accepted => t_string!(i18n, lab.nothing_wrong).to_owned(),
        _ => String::new(),
    });
    let reason = judgement.reason();
    let did = judgement.me.as_ref().and_then(|me| me.did.clone());
    let did = did.map(|did| {
        view! { <p class="answer__did"><span class="small soft">{text!(i18n, lab.did)}</span> " " <code>{did}</code></p> }
    });
    view! {
        <section
            class="answer"
            data-testid=format!("answer-{side}")
            data-status=judgement.status
            data-accepted=accepted.to_string()
            data-reason=reason
        >
            <h4 class="answer__title">{title}</h4>
            <p class="answer__verdict" data-verdict=if accepted { "in" } else { "out" }>
                <strong>{judgement.status}</strong> " " {verdict}
            </p>
            <p>{why} {reason.map(|reason| view! { " " <code class="small">{reason}</code> })}</p>
            {did}
            <pre class="wire" tabindex="0">{pretty(&judgement.body)}</pre>
        </section>
    }
    .into_any()
}

/// Why an attack could not be performed, in the place of its answers.
pub fn failure(error: AttackError) -> AnyView {
    let i18n = use_i18n();
    let sentence = Signal::derive(move || texts::error(i18n, &error));
    view! { <p class="form-error">{sentence}</p> }.into_any()
}

/// The same below a panel. A screen reader says it when it appears.
pub fn failure_alert(error: Signal<Option<AttackError>>) -> AnyView {
    let i18n = use_i18n();
    let sentence = Signal::derive(move || error.get().map(|error| texts::error(i18n, &error)));
    view! { <p class="form-error" role="alert">{sentence}</p> }.into_any()
}
