//! The two answers side by side.

use super::{outcome::Said, texts};
use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::walkthrough::{exchange::pretty, texts as steps},
};
use leptos::prelude::*;

/// What the naive and the strict verifier have said.
pub(super) fn answers(naive: &Said, strict: &Said) -> AnyView {
    view! { <div class="answers">{answer(Side::Naive, naive)} {answer(Side::Strict, strict)}</div> }
        .into_any()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Naive,
    Strict,
}

impl Side {
    const fn name(self) -> &'static str {
        match self {
            Self::Naive => "naive",
            Self::Strict => "strict",
        }
    }
}

/// What one verifier has said: the verdict, why, and the answer as it came.
fn answer(side: Side, said: &Said) -> AnyView {
    let i18n = use_i18n();
    let title = match side {
        Side::Naive => text!(i18n, lab.naive),
        Side::Strict => text!(i18n, lab.strict),
    };
    let accepted = said.accepted();
    let verdict = if accepted { text!(i18n, lab.let_in) } else { text!(i18n, lab.refused) };
    let check = said.check();
    let mistake = said.mistake();
    let code = said.problem.as_ref().map(|problem| problem.code);
    let why = Signal::derive(move || match (mistake, check, code) {
        (Some(mistake), ..) => texts::mistake(i18n, mistake).to_owned(),
        (_, Some(check), _) => {
            let name = steps::check(i18n, check);
            t_string!(i18n, lab.by_check, check = name)
        }
        (.., Some(code)) => crate::messages::problem_code(i18n, code),
        _ if accepted => t_string!(i18n, lab.nothing_wrong).to_owned(),
        _ => String::new(),
    });
    let name = mistake.or_else(|| said.reason());
    let did = said.me.as_ref().and_then(|me| me.did.clone());
    let did = did.map(|did| {
        view! { <p class="answer__did"><span class="small soft">{text!(i18n, lab.did)}</span> " " <code>{did}</code></p> }
    });
    let side = side.name();
    view! {
        <section
            class="answer"
            data-testid=format!("answer-{side}")
            data-status=said.status
            data-accepted=accepted.to_string()
            data-reason=name
        >
            <h4 class="answer__title">{title}</h4>
            <p class="answer__verdict" data-verdict=if accepted { "in" } else { "out" }>
                <strong>{said.status}</strong> " " {verdict}
            </p>
            <p>{why} {name.map(|name| view! { " " <code class="small">{name}</code> })}</p>
            {did}
            <pre class="wire" tabindex="0">{pretty(&said.body)}</pre>
        </section>
    }
    .into_any()
}
