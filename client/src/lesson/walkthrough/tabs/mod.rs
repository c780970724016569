//! The tabs of a step: its exchanges, the checks, the token's bytes, the sealed profile, the source code, a question.
//! Only the tab in view is part of the page, so the others send nothing to the server.

mod anatomy;
mod base64_groups;
mod checks;
mod highlight;
mod quiz;
mod source;
mod vault;

use super::{
    exchanges::diagram,
    state::{Learned, Tour},
};
use crate::{
    components::{When, aria, focus, part},
    i18n::{Words, text, texts::walkthrough::tab, use_i18n},
};
use anatomy::anatomy;
use checks::checks;
use leptos::{ev::KeyboardEvent, prelude::*};
use quiz::quiz;
use shared::Step;
use source::source;
use vault::vault;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

#[derive(Clone, Copy)]
struct Tab {
    name: &'static str,
    label: &'static Words,
    view: fn(Step) -> AnyView,
}

const DIAGRAM: Tab = Tab { name: "diagram", label: &tab::diagram, view: diagram };
const CHECKS: Tab = Tab { name: "checks", label: &tab::checks, view: |_| checks() };
const ANATOMY: Tab = Tab { name: "anatomy", label: &tab::anatomy, view: |_| anatomy() };
const VAULT: Tab = Tab { name: "vault", label: &tab::vault, view: |_| vault() };
const CODE: Tab = Tab { name: "code", label: &tab::code, view: source };
const QUESTION: Tab = Tab { name: "question", label: &tab::question, view: quiz };

/// The tabs of a step; the first shows the results of its actions.
const fn tabs_of(step: Step) -> &'static [Tab] {
    match step {
        Step::Issue => &[DIAGRAM, ANATOMY, VAULT, CODE, QUESTION],
        Step::Verify => &[CHECKS, DIAGRAM, CODE, QUESTION],
        _ => &[DIAGRAM, CODE, QUESTION],
    }
}

/// The tabs of the step in view. Another step, or something done in this one, brings the first into view.
#[component]
pub fn Tabs(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    // A step, and which of its tabs.
    let chosen = RwSignal::new(None::<(Step, usize)>);
    let in_view = Memo::new(move |_| {
        let step = step.get();
        chosen.get().filter(|(of, _)| *of == step).unwrap_or((step, 0))
    });
    let tab_in_view = move || {
        let (step, index) = in_view.get();
        tabs_of(step)[index]
    };
    Effect::new(move || {
        if tour.busy.get() {
            chosen.set(None);
        }
    });
    let tabs = part(move || {
        let step = step.get();
        let button = |(index, tab): (usize, &'static Tab)| {
            let selected = Signal::derive(move || in_view.get() == (step, index));
            let choose = Callback::new(move |()| chosen.set(Some((step, index))));
            tab_button(tab, step, selected, choose)
        };
        tabs_of(step).iter().enumerate().map(button).collect_view()
    });
    let shown = part(move || (tab_in_view().view)(in_view.get().0));
    view! {
        <section class="tabbed" aria-labelledby="tabs-title" data-testid="tabs" data-tab=Signal::derive(move || tab_in_view().name)>
            <h3 id="tabs-title" class="visually-hidden">{text!(i18n, walkthrough.tab.title)}</h3>
            <div class="tabs" role="tablist" aria-labelledby="tabs-title" on:keydown=|event| move_on(&event)>{tabs}</div>
            <div
                class="tabbed__content"
                role="tabpanel"
                id="tab-panel"
                aria-labelledby=Signal::derive(move || format!("tab-{}", tab_in_view().name))
            >
                {shown}
            </div>
        </section>
    }
}

fn tab_button(
    tab: &'static Tab,
    step: Step,
    selected: Signal<bool>,
    on_choose: Callback<()>,
) -> AnyView {
    let i18n = use_i18n();
    let learned = expect_context::<Learned>();
    let known = Signal::derive(move || tab.name == QUESTION.name && learned.knows(step));
    let id = format!("tab-{}", tab.name);
    view! {
        <button
            type="button"
            class="tabs__tab"
            role="tab"
            id=id.clone()
            data-testid=id
            aria-controls="tab-panel"
            aria-selected=aria(move || selected.get())
            tabindex=Signal::derive(move || if selected.get() { "0" } else { "-1" })
            on:click=move |_| on_choose.run(())
        >
            {i18n.words(tab.label)}
            <When so=known>
                <span class="tabs__known" aria-hidden="true">"★"</span>
                <span class="visually-hidden">", " {text!(i18n, walkthrough.stepper.known)}</span>
            </When>
        </button>
    }
    .into_any()
}

/// The arrow keys move from tab to tab and around the ends, as the ARIA pattern for tabs has it.
fn move_on(event: &KeyboardEvent) {
    // With a modifier key they belong to the browser: going back, for one.
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let element = |target: EventTarget| target.dyn_into::<Element>().ok();
    let (Some(tab), Some(list)) =
        (event.target().and_then(element), event.current_target().and_then(element))
    else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowRight" => tab.next_element_sibling().or(list.first_element_child()),
        "ArrowLeft" => tab.previous_element_sibling().or(list.last_element_child()),
        "Home" => list.first_element_child(),
        "End" => list.last_element_child(),
        _ => return,
    };
    event.prevent_default();
    focus(next.clone());
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        next.click();
    }
}
