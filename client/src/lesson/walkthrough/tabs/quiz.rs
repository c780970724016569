//! A question at the end of a step.

use super::super::state::Learned;
use crate::{
    components::{When, part},
    i18n::{t_string, text, texts::learn::QuestionById, use_i18n},
};
use leptos::prelude::*;
use shared::Step;

pub fn quiz(step: Step) -> AnyView {
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
    let text = move |of: fn(&QuestionById) -> &'static str| {
        Signal::derive(move || t_string!(i18n, learn.question_by_id).find(step.name()).map(of))
    };
    let answers = [text(|of| of.a), text(|of| of.b), text(|of| of.c)];
    let replies = [text(|of| of.to_a), text(|of| of.to_b), text(|of| of.to_c)];
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
                    {answers[index]}
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
                <p>{replies[index]}</p>
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
            <p class="quiz__question">{text(|of| of.question)}</p>
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
