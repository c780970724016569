//! The seven steps as a strip of tickets to choose from.

use super::{
    state::{Learned, Tour, use_current_token},
    texts,
};
use crate::{
    components::either,
    context::context,
    i18n::{t_string, text, use_i18n},
    lesson::paths,
};
use leptos::prelude::*;
use shared::Step;

#[component]
pub fn Stepper(
    /// The step in view.
    current: Memo<Step>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = context::<Tour>();
    let token = use_current_token();
    let learned = context::<Learned>();
    let stub = move |step: Step| {
        let done = Memo::new(move |_| tour.is_done(step));
        let not_done = text!(i18n, walkthrough.stepper.not_done);
        let state = either(done, text!(i18n, walkthrough.stepper.is_done), not_done);
        let known = Memo::new(move |_| learned.knows(step));
        let says_known = Signal::derive(move || {
            known.get().then(|| format!(", {}", t_string!(i18n, walkthrough.stepper.known)))
        });
        let ready = move || token.missing_for(step).is_none();
        view! {
            <li class="stepper__item">
                <a
                    class="stepper__stub"
                    href=paths::step(step)
                    data-noscroll=""
                    data-testid=format!("step-{step}")
                    data-done=Signal::derive(move || done.get().to_string())
                    data-known=Signal::derive(move || known.get().to_string())
                    data-ready=Signal::derive(move || ready().to_string())
                    aria-current=Signal::derive(move || (current.get() == step).then_some("step"))
                >
                    <span class="stepper__number">{step.number()}</span>
                    <span class="stepper__name">{Signal::derive(move || texts::name(i18n, step))}</span>
                    <span class="visually-hidden">", " {state} {says_known}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="stepper" aria-label=text!(i18n, walkthrough.stepper.label)>
            <ol class="stepper__strip">{Step::ALL.map(stub).into_iter().collect_view()}</ol>
        </nav>
    }
}
