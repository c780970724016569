//! A question at the end of a step.

use super::super::state::Learned;
use crate::{
    components::{When, part},
    i18n::{I18n, t_string, td_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::Step;

#[derive(Clone, Copy)]
struct QuizTexts {
    question: &'static str,
    answers: [&'static str; 3],
    /// The reply to the answer with the same index.
    replies: [&'static str; 3],
}

#[component]
pub fn Quiz(step: Step) -> impl IntoView {
    let i18n = use_i18n();
    let learned = expect_context::<Learned>();
    let right = right(step);
    let known = untrack(|| learned.knows(step));
    let chosen = RwSignal::new(known.then_some(right));
    let choose = Callback::new(move |index: usize| {
        chosen.set(Some(index));
        if index == right {
            learned.learn(step);
        }
    });
    let answer = move |index: usize| {
        let verdict = Signal::derive(move || {
            let chosen = chosen.get() == Some(index);
            chosen.then_some(if index == right { "right" } else { "wrong" })
        });
        view! {
            <li>
                <button
                    type="button"
                    class="quiz__answer"
                    data-testid=format!("quiz-{index}")
                    data-verdict=verdict
                    aria-pressed=Signal::derive(move || (chosen.get() == Some(index)).to_string())
                    on:click=move |_| choose.run(index)
                >
                    {Signal::derive(move || texts(i18n, step).answers[index])}
                </button>
            </li>
        }
    };
    let reply = part(move || {
        let index = chosen.get()?;
        let (class, title) = if index == right {
            ("banner banner--good", text!(i18n, learn.quiz.right))
        } else {
            ("banner banner--warn", text!(i18n, learn.quiz.wrong))
        };
        Some(view! {
            <div class=class>
                <p class="banner__title">{title}</p>
                <p>{Signal::derive(move || texts(i18n, step).replies[index])}</p>
            </div>
        })
    });
    let count = Signal::derive(move || {
        let (count, all) = (learned.count().to_string(), Step::ALL.len().to_string());
        t_string!(i18n, learn.quiz.count, count = count, all = all)
    });
    let reset = move |_| {
        learned.reset();
        chosen.set(None);
    };
    view! {
        <div class="tabbed__content" data-testid="quiz" data-known=Signal::derive(move || learned.knows(step).to_string())>
            <p class="quiz__question">{Signal::derive(move || texts(i18n, step).question)}</p>
            <ol class="quiz__answers">{[0, 1, 2].map(answer).into_iter().collect_view()}</ol>
            <div role="status" class="quiz__reply">{reply}</div>
            <When so=Signal::derive(move || learned.count() > 0)>
                <div class="row">
                    <span class="small soft" data-testid="quiz-count">{count}</span>
                    <button type="button" class="button button--quiet" data-testid="quiz-reset" on:click=reset>
                        {text!(i18n, learn.quiz.reset)}
                    </button>
                </div>
            </When>
        </div>
    }
    .into_any()
}

/// The index of the right answer.
const fn right(step: Step) -> usize {
    match step {
        Step::Login | Step::Attach | Step::Expire => 1,
        Step::Issue | Step::Handle => 2,
        Step::Store | Step::Verify => 0,
    }
}

/// Reactive.
fn texts(i18n: I18n, step: Step) -> QuizTexts {
    let locale = i18n.get_locale();
    macro_rules! texts {
        ($step:ident) => {
            QuizTexts {
                question: td_string!(locale, learn.$step.question),
                answers: [
                    td_string!(locale, learn.$step.a),
                    td_string!(locale, learn.$step.b),
                    td_string!(locale, learn.$step.c),
                ],
                replies: [
                    td_string!(locale, learn.$step.to_a),
                    td_string!(locale, learn.$step.to_b),
                    td_string!(locale, learn.$step.to_c),
                ],
            }
        };
    }
    match step {
        Step::Login => texts!(login),
        Step::Issue => texts!(issue),
        Step::Store => texts!(store),
        Step::Attach => texts!(attach),
        Step::Verify => texts!(verify),
        Step::Handle => texts!(handle),
        Step::Expire => texts!(expire),
    }
}
