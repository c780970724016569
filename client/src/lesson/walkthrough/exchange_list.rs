//! What really happened, as a diagram: in this step, or on the whole way.

use super::{
    diagram::{Kept, Lanes},
    exchange::ExchangeView,
    held::use_holding,
    texts,
    tour::Tour,
};
use crate::{
    components::{Segment, When},
    http::Exchange,
    i18n::{I18n, t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::{
    Step,
    api::{StorageMode, paths},
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
enum Event {
    Exchanged(Box<Exchange>),
    /// The token was kept here.
    Kept(StorageMode),
}

impl Event {
    /// Exchanges count from 1.
    fn key(&self) -> u32 {
        match self {
            Self::Exchanged(exchange) => exchange.id,
            Self::Kept(_) => 0,
        }
    }

    fn step(&self) -> Option<Step> {
        match self {
            Self::Exchanged(exchange) => exchange.step,
            Self::Kept(_) => Some(Step::Store),
        }
    }
}

/// Whether the diagram shows the whole way, or only the step in view. It stays so from step to step, in the
/// context of the walkthrough.
#[derive(Clone, Copy, Debug)]
pub struct WholeWay(RwSignal<bool>);

impl WholeWay {
    /// Only the step in view.
    #[must_use]
    pub fn no() -> Self {
        Self(RwSignal::new(false))
    }
}

/// The exchanges of a step, oldest first, or all since the login with this step's standing out.
#[component]
pub fn ExchangeList(
    /// The step.
    step: Step,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    let WholeWay(whole) = expect_context();
    let kept = Memo::new(move |_| {
        let held = holding.get().filter(|held| held.kept)?;
        Some(held.mode)
    });
    let of_step = Memo::new(move |_| of_step(tour.exchanges(step), step, kept.get()));
    let events =
        Memo::new(
            move |_| {
                if whole.get() { whole_way(tour.way(), kept.get()) } else { of_step.get() }
            },
        );
    let nothing = Signal::derive(move || events.with(Vec::is_empty));
    let view_event = move |event: Event| {
        let here =
            of_step.with_untracked(|events| events.iter().any(|one| one.key() == event.key()));
        let named = event.step();
        let label = Signal::derive(move || {
            let step = named.filter(|_| whole.get())?;
            Some(step_label(i18n, step))
        });
        let what = match event {
            Event::Exchanged(exchange) => {
                // A token that no script can see is looked for in what came.
                let open = step == Step::Issue && here && !brings_token(&exchange);
                view! { <ExchangeView exchange=*exchange open=open/> }.into_any()
            }
            Event::Kept(mode) => view! { <div class="exchange"><Kept mode=mode/></div> }.into_any(),
        };
        view! {
            <li class="way__item" data-here=here.to_string()>
                <p class="way__step serial">{label}</p>
                {what}
            </li>
        }
    };
    view! {
        <div class="tabbed__content" data-testid="diagram">
            <Scope whole=whole/>
            <When so=nothing>
                <p class="small soft">{text!(i18n, walkthrough.flow.nothing)}</p>
            </When>
            <When so=Signal::derive(move || !nothing.get())>
                <div class="way">
                    <Lanes/>
                    <ol class="way__list">
                        <For each=move || events.get() key=Event::key let:event>
                            {view_event(event)}
                        </For>
                    </ol>
                </div>
                <p class="small soft">{text!(i18n, walkthrough.exchange.secrets)}</p>
            </When>
        </div>
    }
}

/// This step or the whole way.
#[component]
fn Scope(whole: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let button = move |all: bool, testid: &'static str, label: Signal<&'static str>| {
        view! {
            <Segment
                testid=testid
                label=label
                pressed=Signal::derive(move || whole.get() == all)
                on_press=move |()| whole.set(all)
            />
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=text!(i18n, walkthrough.flow.scope)>
            {button(false, "diagram-step", text!(i18n, walkthrough.flow.this_step))}
            {button(true, "diagram-way", text!(i18n, walkthrough.flow.whole_way))}
        </div>
    }
}

fn step_label(i18n: I18n, step: Step) -> String {
    let name = texts::name(i18n, step);
    t_string!(i18n, walkthrough.flow.of_step, number = step.number().to_string(), name = name)
}

fn brings_token(exchange: &Exchange) -> bool {
    let answer = exchange.answer();
    answer.is_some_and(|answer| answer.body.contains("\"access_token\""))
}

fn of_step(exchanges: Vec<Exchange>, step: Step, kept: Option<StorageMode>) -> Vec<Event> {
    let mut events = exchanged(exchanges);
    if let (Step::Store, Some(mode)) = (step, kept) {
        events.push(Event::Kept(mode));
    }
    events
}

/// The token is kept after it has come with the login; a renewed one goes to the same place.
fn whole_way(exchanges: Vec<Exchange>, kept: Option<StorageMode>) -> Vec<Event> {
    let mut events = exchanged(exchanges);
    let login = events.iter().rposition(|event| {
        matches!(event, Event::Exchanged(one) if one.path == paths::LOGIN && one.status() == Some(200))
    });
    if let (Some(login), Some(mode)) = (login, kept) {
        events.insert(login + 1, Event::Kept(mode));
    }
    events
}

fn exchanged(exchanges: Vec<Exchange>) -> Vec<Event> {
    let boxed = exchanges.into_iter().map(Box::new);
    boxed.map(Event::Exchanged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Answer, Outcome};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn exchange(id: u32, path: &str, status: u16) -> Exchange {
        Exchange {
            id,
            step: None,
            method: "POST",
            path: path.into(),
            request_headers: Vec::new(),
            request_body: None,
            cookies: true,
            started_ms: 0.0,
            duration_ms: 0.0,
            outcome: Outcome::Answered(Answer { status, headers: Vec::new(), body: String::new() }),
        }
    }

    #[test]
    fn keeping_the_token_stands_after_the_login_that_brought_it() {
        let exchanges = vec![
            exchange(1, paths::LOGIN, 401),
            exchange(2, paths::LOGIN, 200),
            exchange(3, paths::ME, 200),
        ];
        let keys = |kept| -> Vec<_> {
            let events = whole_way(exchanges.clone(), kept);
            events.iter().map(Event::key).collect()
        };
        assert_eq!(keys(Some(StorageMode::Memory)), [1, 2, 0, 3]);
        assert_eq!(keys(None), [1, 2, 3]);
    }
}
