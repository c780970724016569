//! The step in view: what it is about, what to do, and what comes of it.

use super::{
    deeper::{CopyLink, Deeper},
    held::{Missing, use_holding},
    player::Player,
    step_path,
    steps::{Attach, Expire, Handle, Issue, Login, Store, Verify},
    tabs::Tabs,
    texts,
    tour::Tour,
};
use crate::components::part;
use crate::i18n::{t_string, text, use_i18n};
use leptos::{html, prelude::*};
use shared::Step;
use wasm_bindgen::JsCast;

/// A ticket with the step on it.
#[component]
pub fn Panel(
    /// The step in view.
    step: Memo<Step>,
) -> impl IntoView {
    let i18n = use_i18n();
    let holding = use_holding();
    let tour = expect_context::<Tour>();
    let heading = focus_at_change(step);
    let texts = move || texts::step(i18n, step.get());
    // Where the way ends, the last step says by itself how to begin anew.
    let at_end = move |step| step == Step::Expire && tour.is_done(step);
    let missing = Memo::new(move |_| holding.missing_for(step.get()));
    // While it is not known whether somebody is signed in, nothing is known to be missing.
    let first = move || {
        let known = tour.auth.admits().is_some();
        missing.get().filter(|_| known && !at_end(step.get()))
    };

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
                    {Signal::derive(move || step.get().number())} <small>"/7 " {Signal::derive(move || texts().name)}</small>
                </span>
                <span class="panel__side">
                    <span class="serial">{Signal::derive(move || texts().place)}</span>
                    <CopyLink step=step/>
                </span>
            </div>
            <div class="slip__part">
                <h2 id="step-title" tabindex="-1" node_ref=heading>
                    {Signal::derive(move || texts().title)}
                </h2>
                <dl class="why">
                    <div class="why__item">
                        <dt class="serial">{text!(i18n, walkthrough.panel.what)}</dt>
                        <dd>{Signal::derive(move || texts().what)}</dd>
                    </div>
                    <div class="why__item">
                        <dt class="serial">{text!(i18n, walkthrough.panel.why)}</dt>
                        <dd>{Signal::derive(move || texts().why)}</dd>
                    </div>
                    <div class="why__item why__item--risk">
                        <dt class="serial">{text!(i18n, walkthrough.panel.risk)}</dt>
                        <dd>{Signal::derive(move || texts().risk)}</dd>
                    </div>
                </dl>
                {part(move || first().map(|missing| view! { <First missing=missing/> }))}
                {part(move || body(step.get()))}
                <Tabs step=step/>
                {part(move || view! { <Deeper step=step.get()/> })}
            </div>
            <div class="slip__tear"></div>
            <Ways step=step/>
        </section>
    }
}

/// Each step hides by itself what cannot be done yet.
fn body(step: Step) -> AnyView {
    match step {
        Step::Login => view! { <Login/> }.into_any(),
        Step::Issue => view! { <Issue/> }.into_any(),
        Step::Store => view! { <Store/> }.into_any(),
        Step::Attach => view! { <Attach/> }.into_any(),
        Step::Verify => view! { <Verify/> }.into_any(),
        Step::Handle => view! { <Handle/> }.into_any(),
        Step::Expire => view! { <Expire/> }.into_any(),
    }
}

/// What has to be done before this step.
#[component]
fn First(missing: Missing) -> impl IntoView {
    let i18n = use_i18n();
    let step = missing.step();
    let sentence = Signal::derive(move || match missing {
        Missing::Token => t_string!(i18n, walkthrough.panel.need_token),
        Missing::Place => t_string!(i18n, walkthrough.panel.need_kept),
    });
    let go = Signal::derive(move || {
        let name = texts::step(i18n, step).name;
        t_string!(
            i18n,
            walkthrough.panel.go,
            number = step.number().to_string(),
            name = name
        )
    });
    view! {
        <div class="banner">
            <p class="banner__title">{text!(i18n, walkthrough.panel.first)}</p>
            <p>{sentence}</p>
            <p><a class="button" href=step_path(step) data-noscroll="" data-testid="go-first">{go}</a></p>
        </div>
    }
}

/// To the step before and to the one after. The way on stands out once this step is done.
#[component]
fn Ways(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let neighbour = |step: Step, distance: isize| {
        let index = (step as usize).checked_add_signed(distance)?;
        Step::ALL.get(index).copied()
    };
    let next_class = Signal::derive(move || {
        if tour.is_done(step.get()) {
            "button button--primary"
        } else {
            "button"
        }
    });
    let prev = part(move || {
        neighbour(step.get(), -1).map(|step| {
            view! {
                <a class="button button--quiet" href=step_path(step) data-noscroll="" data-testid="prev-step">
                    <span aria-hidden="true">"←"</span>
                    <span class="visually-hidden">{text!(i18n, walkthrough.panel.prev)} ": "</span>
                    {Signal::derive(move || texts::step(i18n, step).name)}
                </a>
            }
        })
    });
    let next = part(move || {
        neighbour(step.get(), 1).map(|step| {
            view! {
                <a class=next_class href=step_path(step) data-noscroll="" data-testid="next-step">
                    <span class="visually-hidden">{text!(i18n, walkthrough.panel.next)} ": "</span>
                    {step.number()} ". " {Signal::derive(move || texts::step(i18n, step).name)}
                    <span aria-hidden="true">"→"</span>
                </a>
            }
        })
    });
    view! { <div class="panel__foot">{prev} {next}</div> }
}

/// Moves the focus to the heading when another step comes into view, or the one that a link has named, so
/// that reading starts there. The player leaves the focus where the visitor has it.
fn focus_at_change(step: Memo<Step>) -> NodeRef<html::H2> {
    let player = expect_context::<Player>();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |before: Option<Step>| {
        let step = step.get();
        let goes_there = before.map_or_else(came_by_link, |before| before != step);
        if goes_there
            && !player.state_now().is_on()
            && let Some(heading) = heading.get_untracked()
        {
            // Focusing an element of this document does not fail.
            let _ = heading.focus();
        }
        step
    });
    heading
}

/// Whether the page was opened by a link to a step. After a reload one goes on where one was.
fn came_by_link() -> bool {
    let search = window().location().search().unwrap_or_default();
    let opened = window().performance().is_some_and(|performance| {
        let entries = performance.get_entries_by_type("navigation");
        let entry: Option<web_sys::PerformanceNavigationTiming> = entries.get(0).dyn_into().ok();
        entry.is_some_and(|entry| entry.type_() == web_sys::NavigationType::Navigate)
    });
    opened && search.starts_with("?step=")
}
