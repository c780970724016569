//! The panel of the step in view: what it is about, what to do, and what comes of it. [`rest`] has what is loaded when
//! the visitor begins to use the page.

mod activity;
mod head;
mod links;
mod rest;

pub use head::PreviousStep;

use super::{
    state::{Tour, use_current_token},
    steps::Login,
    texts,
};
use crate::{
    components::part,
    context::context,
    i18n::{text, use_i18n},
    lazy::{lazy, lazy_trifle},
    lesson::paths,
};
use head::head;
use leptos::prelude::*;
use shared::Step;

#[component]
pub fn Panel(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let current = use_current_token();
    let tour = context::<Tour>();
    let missing = Memo::new(move |_| current.missing_for(step.get()));
    let active = activity::first_sign();
    let has_rest = Memo::new(move |_| active.get() || step.get() != Step::Login);
    view! {
        <section
            class="slip panel"
            aria-labelledby="step-title"
            data-testid="panel"
            data-step=Signal::derive(move || step.get().name())
            data-ready=Signal::derive(move || missing.get().is_none().to_string())
            data-done=Signal::derive(move || tour.is_done(step.get()).to_string())
        >
            <div class="panel__stub">
                <span class="panel__number">
                    {Signal::derive(move || step.get().number())} <small>"/7 " {Signal::derive(move || texts::name(i18n, step.get()))}</small>
                </span>
                <span class="panel__side">
                    <span class="serial">{Signal::derive(move || texts::place(i18n, step.get()))}</span>
                    {part(move || has_rest.get().then(|| lazy_trifle(move || rest::copy_link(step))))}
                </span>
            </div>
            <div class="slip__part">
                {part(move || content(step.get()))}
                {part(move || has_rest.get().then(|| lazy(move || rest::below_step(step))))}
            </div>
            <div class="slip__tear"></div>
            {neighbours(step)}
        </section>
    }
}

/// The content of the step. The first one is there from the start, all others are loaded.
fn content(step: Step) -> AnyView {
    if step != Step::Login {
        return lazy(move || rest::whole_step(step));
    }
    view! {
        {head(step, texts::first)}
        <Login/>
    }
    .into_any()
}

/// Links to the step before and to the one after. The second stands out once this step is done.
fn neighbours(step: Memo<Step>) -> AnyView {
    let i18n = use_i18n();
    let tour = context::<Tour>();
    let neighbour = |step: Step, distance: isize| {
        let index = (step as usize).checked_add_signed(distance)?;
        Step::ALL.get(index).copied()
    };
    let next_class = Signal::derive(move || {
        let done = tour.is_done(step.get());
        if done { "button button--primary" } else { "button" }
    });
    let prev = part(move || {
        neighbour(step.get(), -1).map(|step| {
            view! {
                <a class="button button--quiet" href=paths::step(step) data-noscroll="" data-testid="prev-step">
                    <span aria-hidden="true">"←"</span>
                    <span class="visually-hidden">{text!(i18n, walkthrough.panel.prev)} ": "</span>
                    {Signal::derive(move || texts::name(i18n, step))}
                </a>
            }
        })
    });
    let next = part(move || {
        neighbour(step.get(), 1).map(|step| {
            view! {
                <a class=next_class href=paths::step(step) data-noscroll="" data-testid="next-step">
                    <span class="visually-hidden">{text!(i18n, walkthrough.panel.next)} ": "</span>
                    {step.number()} ". " {Signal::derive(move || texts::name(i18n, step))}
                    <span aria-hidden="true">"→"</span>
                </a>
            }
        })
    });
    view! { <div class="panel__foot">{prev} {next}</div> }.into_any()
}
