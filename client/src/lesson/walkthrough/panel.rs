//! The step in view: what it is about, what to do, and what comes of it.

use super::{
    about::about, held::use_holding, later, path::step_path, steps::Login, stirring::stirring,
    texts, tour::Tour,
};
use crate::{
    components::part,
    context::context,
    i18n::{text, use_i18n},
    lazy::{lazy, lazy_trifle},
};
use leptos::prelude::*;
use shared::Step;

/// A ticket with the step on it.
#[component]
pub fn Panel(
    /// The step in view.
    step: Memo<Step>,
) -> impl IntoView {
    let i18n = use_i18n();
    let holding = use_holding();
    let tour = context::<Tour>();
    let missing = Memo::new(move |_| holding.missing_for(step.get()));
    // Nothing has gone over the wire before the visitor does something.
    let stirs = stirring();
    let goes_on = Memo::new(move |_| stirs.get() || step.get() != Step::Login);
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
                    {part(move || goes_on.get().then(|| lazy_trifle(move || later::copy_link(step))))}
                </span>
            </div>
            <div class="slip__part">
                {part(move || content(step.get()))}
                {part(move || goes_on.get().then(|| lazy(move || later::beyond(step))))}
            </div>
            <div class="slip__tear"></div>
            <Ways step=step/>
        </section>
    }
}

/// The first step is there from the start, all others are loaded.
fn content(step: Step) -> AnyView {
    if step != Step::Login {
        return lazy(move || later::whole_step(step));
    }
    view! {
        {about(step, texts::first)}
        <Login/>
    }
    .into_any()
}

/// To the step before and to the one after. The way on stands out once this step is done.
#[component]
fn Ways(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let tour = context::<Tour>();
    let neighbour = |step: Step, distance: isize| {
        let index = (step as usize).checked_add_signed(distance)?;
        Step::ALL.get(index).copied()
    };
    let next_class =
        Signal::derive(
            move || {
                if tour.is_done(step.get()) { "button button--primary" } else { "button" }
            },
        );
    let prev = part(move || {
        neighbour(step.get(), -1).map(|step| {
            view! {
                <a class="button button--quiet" href=step_path(step) data-noscroll="" data-testid="prev-step">
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
                <a class=next_class href=step_path(step) data-noscroll="" data-testid="next-step">
                    <span class="visually-hidden">{text!(i18n, walkthrough.panel.next)} ": "</span>
                    {step.number()} ". " {Signal::derive(move || texts::name(i18n, step))}
                    <span aria-hidden="true">"→"</span>
                </a>
            }
        })
    });
    view! { <div class="panel__foot">{prev} {next}</div> }
}
