//! A question at the end of a step.

use super::super::learned::Learned;
use crate::{
    components::{When, part},
    i18n::{I18n, t_string, td_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::Step;

/// What is asked, and what there is to say to each answer.
#[derive(Clone, Copy)]
struct Question {
    asked: &'static str,
    answers: [&'static str; 3],
    /// Said to the answer of the same place.
    replies: [&'static str; 3],
}

/// One question, three answers, and a word to each.
#[component]
pub fn Quiz(
    /// The step.
    step: Step,
) -> impl IntoView {
    let i18n = use_i18n();
    let learned = expect_context::<Learned>();
    let right = right(step);
    let known = learned.knows_now(step);
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
                    {Signal::derive(move || question(i18n, step).answers[index])}
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
                <p>{Signal::derive(move || question(i18n, step).replies[index])}</p>
            </div>
        })
    });
    let count = Signal::derive(move || {
        t_string!(
            i18n,
            learn.quiz.count,
            count = learned.count().to_string(),
            all = Step::ALL.len().to_string()
        )
    });
    let reset = move |_| {
        learned.reset();
        chosen.set(None);
    };
    view! {
        <div class="tabbed__content" data-testid="quiz" data-known=Signal::derive(move || learned.knows(step).to_string())>
            <p class="quiz__question">{Signal::derive(move || question(i18n, step).asked)}</p>
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

/// The place of the right answer.
const fn right(step: Step) -> usize {
    match step {
        Step::Login | Step::Attach | Step::Expire => 1,
        Step::Issue | Step::Handle => 2,
        Step::Store | Step::Verify => 0,
    }
}

/// The question of a step. Reactive.
fn question(i18n: I18n, step: Step) -> Question {
    let locale = i18n.get_locale();
    macro_rules! question {
        ($step:ident) => {
            Question {
                asked: td_string!(locale, learn.$step.question),
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
        Step::Login => question!(login),
        Step::Issue => question!(issue),
        Step::Store => question!(store),
        Step::Attach => question!(attach),
        Step::Verify => question!(verify),
        Step::Handle => question!(handle),
        Step::Expire => question!(expire),
    }
}
