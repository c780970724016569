//! What else there is to see of a step, in tabs: what was sent, the checks, the token's bytes, the code, a question. Only
//! the tab in view is part of the page, so the others ask the server for nothing.

mod anatomy;
mod base64_groups;
mod checks;
mod highlight;
mod quiz;
mod source;
mod vault;

use super::{
    exchanges::ExchangeList,
    state::{Learned, Tour},
};
use crate::{
    components::{When, part},
    i18n::{I18n, t_string, text, use_i18n},
};
use anatomy::Anatomy;
use checks::Checks;
use leptos::{ev::KeyboardEvent, prelude::*};
use quiz::Quiz;
use shared::Step;
use source::Source;
use vault::Vault;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Diagram,
    Checks,
    Anatomy,
    Vault,
    Code,
    Question,
}

impl Tab {
    /// The tabs of a step; the first shows what comes of doing it.
    const fn of(step: Step) -> &'static [Self] {
        match step {
            Step::Issue => &[Self::Diagram, Self::Anatomy, Self::Vault, Self::Code, Self::Question],
            Step::Verify => &[Self::Checks, Self::Diagram, Self::Code, Self::Question],
            _ => &[Self::Diagram, Self::Code, Self::Question],
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Diagram => "diagram",
            Self::Checks => "checks",
            Self::Anatomy => "anatomy",
            Self::Vault => "vault",
            Self::Code => "code",
            Self::Question => "question",
        }
    }

    /// Reactive.
    fn label(self, i18n: I18n) -> &'static str {
        match self {
            Self::Diagram => t_string!(i18n, walkthrough.tab.diagram),
            Self::Checks => t_string!(i18n, walkthrough.tab.checks),
            Self::Anatomy => t_string!(i18n, walkthrough.tab.anatomy),
            Self::Vault => t_string!(i18n, walkthrough.tab.vault),
            Self::Code => t_string!(i18n, walkthrough.tab.code),
            Self::Question => t_string!(i18n, walkthrough.tab.question),
        }
    }

    fn view(self, step: Step) -> AnyView {
        match self {
            Self::Diagram => view! { <ExchangeList step=step/> }.into_any(),
            Self::Checks => view! { <Checks/> }.into_any(),
            Self::Anatomy => view! { <Anatomy/> }.into_any(),
            Self::Vault => view! { <Vault/> }.into_any(),
            Self::Code => view! { <Source step=step/> }.into_any(),
            Self::Question => view! { <Quiz step=step/> }.into_any(),
        }
    }
}

/// The tabs of the step in view. Another step, or something done in this one, brings the first into view.
#[component]
pub fn Tabs(step: Memo<Step>) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let chosen = RwSignal::new(None::<(Step, Tab)>);
    let in_view = Memo::new(move |_| {
        let step = step.get();
        let first = (step, Tab::of(step)[0]);
        chosen.get().filter(|(of, _)| *of == step).unwrap_or(first)
    });
    Effect::new(move || {
        if tour.busy.get() {
            chosen.set(None);
        }
    });
    let tabs = part(move || {
        let step = step.get();
        let tab = |&tab| {
            let selected = Signal::derive(move || in_view.get() == (step, tab));
            let choose = Callback::new(move |()| chosen.set(Some((step, tab))));
            tab_button(tab, step, selected, choose)
        };
        Tab::of(step).iter().map(tab).collect_view()
    });
    let shown = part(move || {
        let (step, tab) = in_view.get();
        tab.view(step)
    });
    view! {
        <section class="tabbed" aria-labelledby="tabs-title" data-testid="tabs" data-tab=Signal::derive(move || in_view.get().1.name())>
            <h3 id="tabs-title" class="visually-hidden">{text!(i18n, walkthrough.tab.title)}</h3>
            <div class="tabs" role="tablist" aria-labelledby="tabs-title" on:keydown=|event| move_on(&event)>{tabs}</div>
            <div
                class="tabbed__content"
                role="tabpanel"
                id="tab-panel"
                aria-labelledby=Signal::derive(move || format!("tab-{}", in_view.get().1.name()))
            >
                {shown}
            </div>
        </section>
    }
}

fn tab_button(tab: Tab, step: Step, selected: Signal<bool>, on_choose: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let learned = expect_context::<Learned>();
    let known = Signal::derive(move || tab == Tab::Question && learned.knows(step));
    let id = format!("tab-{}", tab.name());
    view! {
        <button
            type="button"
            class="tabs__tab"
            role="tab"
            id=id.clone()
            data-testid=id
            aria-controls="tab-panel"
            aria-selected=Signal::derive(move || selected.get().to_string())
            tabindex=Signal::derive(move || if selected.get() { "0" } else { "-1" })
            on:click=move |_| on_choose.run(())
        >
            {Signal::derive(move || tab.label(i18n))}
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
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // Focusing an element of this document does not fail.
        let _ = next.focus();
        next.click();
    }
}
