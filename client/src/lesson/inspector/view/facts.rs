//! The two facts, apart from each other: whether the signature is right, and what this server's verifier says.
//! A token may have a right signature and be refused all the same.

use crate::{
    i18n::{t_string, text, use_i18n},
    lesson::{
        inspector::{
            signature::SignatureStatus,
            state::InspectorState,
            texts,
            verify::{Outcome, Report},
        },
        walkthrough::texts::check as check_name,
    },
};
use leptos::prelude::*;
use strum::IntoStaticStr;

#[component]
pub fn Facts(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let tone = Signal::derive(move || {
        state.signature.with(|signature| match signature {
            SignatureStatus::Right(_) => "good",
            SignatureStatus::Wrong { .. }
            | SignatureStatus::Unsigned
            | SignatureStatus::EmptySecret(_) => "bad",
            _ => "open",
        })
    });
    let signature =
        Memo::new(move |_| state.signature.with(|signature| texts::signature(i18n, signature)));
    let verdict = Memo::new(move |_| {
        let empty = state.token.with(String::is_empty);
        state.report.with(|report| Conclusion::of(report, empty))
    });
    let verdict_texts = Memo::new(move |_| match verdict.get() {
        Conclusion::Waiting => (t_string!(i18n, inspector.fact.waiting), String::new()),
        Conclusion::Refused => state.report.with(|report| {
            let refusal = report.refusal.as_ref().map(|refusal| texts::refusal(i18n, refusal));
            (t_string!(i18n, inspector.fact.refused), refusal.unwrap_or_default())
        }),
        Conclusion::Open(count) => (
            t_string!(i18n, inspector.fact.open),
            t_string!(i18n, inspector.fact.open_text, count = count.to_string()),
        ),
        Conclusion::Accepted => (
            t_string!(i18n, inspector.fact.accepted),
            t_string!(i18n, inspector.fact.accepted_text).to_owned(),
        ),
    });
    let check = Signal::derive(move || {
        state
            .report
            .with(|report| report.refusal.as_ref().map(|refusal| refusal.check().name()))
            .filter(|_| verdict.get() == Conclusion::Refused)
    });
    // Screen readers read a change once and as a whole, when the browser has computed. The distance to the expiry, which
    // changes each second, is left out.
    let told = Memo::new(move |before: Option<&String>| {
        let (settled, headline) = state
            .signature
            .with(|one| (*one != SignatureStatus::Checking, texts::signature(i18n, one).0));
        if !settled && let Some(before) = before {
            return before.clone();
        }
        let refused = state.report.with(|report| {
            let check = report.refusal.as_ref()?.check();
            Some(check_name(i18n, check))
        });
        let refused = refused.filter(|_| verdict.get() == Conclusion::Refused);
        let mut told = format!(
            "{}: {headline}. {}: {}.",
            t_string!(i18n, inspector.fact.signature),
            t_string!(i18n, inspector.fact.verdict),
            verdict_texts.get().0
        );
        if let Some(check) = refused {
            told = format!("{told} {check}.");
        }
        told
    });
    view! {
        <p class="visually-hidden" role="status" data-testid="told">{told}</p>
        <div class="inspect__facts">
            <Fact
                testid="fact-signature"
                label=text!(i18n, inspector.fact.signature)
                outcome=Signal::derive(move || state.signature.with(SignatureStatus::into_str))
                tone=tone
                headline=Signal::derive(move || signature.get().0)
                sentence=Signal::derive(move || signature.get().1)
                reason=Signal::derive(move || state.signature.with(SignatureStatus::likely_cause))
            />
            <Fact
                testid="fact-verdict"
                label=text!(i18n, inspector.fact.verdict)
                outcome=Signal::derive(move || verdict.get().into_str())
                tone=Signal::derive(move || verdict.get().tone())
                headline=Signal::derive(move || verdict_texts.get().0)
                sentence=Signal::derive(move || verdict_texts.get().1)
                reason=check
            />
        </div>
    }
    .into_any()
}

/// What the verifier makes of the token as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case", const_into_str)]
enum Conclusion {
    Waiting,
    Refused,
    /// So many checks are open.
    Open(usize),
    Accepted,
}

impl Conclusion {
    fn of(report: &Report, empty: bool) -> Self {
        let open = report.outcomes.iter().filter(|mark| **mark == Outcome::Open).count();
        match (empty, &report.refusal, open) {
            (true, ..) => Self::Waiting,
            (_, Some(_), _) => Self::Refused,
            (_, None, 0) => Self::Accepted,
            (_, None, open) => Self::Open(open),
        }
    }

    const fn tone(self) -> &'static str {
        match self {
            Self::Waiting | Self::Open(_) => "open",
            Self::Refused => "bad",
            Self::Accepted => "good",
        }
    }
}

#[component]
fn Fact(
    testid: &'static str,
    label: Signal<&'static str>,
    outcome: Signal<&'static str>,
    tone: Signal<&'static str>,
    headline: Signal<&'static str>,
    sentence: Signal<String>,
    reason: Signal<Option<&'static str>>,
) -> impl IntoView {
    view! {
        <div class="verdict" data-testid=testid data-state=outcome data-tone=tone data-reason=reason>
            <p class="serial">{label}</p>
            <p class="verdict__headline">{headline}</p>
            <p class="small">{sentence}</p>
        </div>
    }
    .into_any()
}
