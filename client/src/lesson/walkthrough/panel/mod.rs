//! The panel of the step in view: texts, actions and results. [`rest`] has what is loaded when the visitor begins to use
//! the page.

mod head;
mod links;
mod rest;

pub use head::PreviousStep;

use super::{
    state::{Tour, use_current_token},
    steps::login,
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
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, AddEventListenerOptions};

#[component]
pub fn Panel(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let current = use_current_token();
    let tour = context::<Tour>();
    let missing = Memo::new(move |_| current.missing_for(step.get()));
    let active = is_active();
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
        {head(step, texts::FIRST)}
        {login::view()}
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
    let done = Signal::derive(move || tour.is_done(step.get()));
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
                <a class="button" class:button--primary=done href=paths::step(step) data-noscroll="" data-testid="next-step">
                    <span class="visually-hidden">{text!(i18n, walkthrough.panel.next)} ": "</span>
                    {step.number()} ". " {Signal::derive(move || texts::name(i18n, step))}
                    <span aria-hidden="true">"→"</span>
                </a>
            }
        })
    });
    view! { <div class="panel__foot">{prev} {next}</div> }.into_any()
}

/// The events that only a visitor causes. A screen reader that reads on scrolls.
const EVENTS: [&str; 7] =
    ["pointermove", "pointerdown", "keydown", "focusin", "scroll", "wheel", "click"];

/// Whether the visitor has begun to use the page. Opening the page loads little; the rest is loaded at the first of these
/// events, before the visitor asks for it.
fn is_active() -> ReadSignal<bool> {
    let (active, set_active) = signal(false);
    let options = AddEventListenerOptions::new();
    options.set_once(true);
    options.set_passive(true);
    // Scrolling of an element does not bubble to the window.
    options.set_capture(true);
    if let Ok(page) = AbortController::new() {
        options.set_signal(&page.signal());
        let page = StoredValue::new_local(page);
        on_cleanup(move || page.with_value(AbortController::abort));
    }
    let listener = Closure::<dyn FnMut()>::new(move || {
        set_active.try_set(true);
    });
    let listener = listener.into_js_value().unchecked_into();
    for event in EVENTS {
        // Fails for no event and no listener.
        let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
            event, &listener, &options,
        );
    }
    active
}
