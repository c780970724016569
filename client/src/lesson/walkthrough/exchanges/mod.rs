//! The exchanges with the server as a diagram: those of this step, or all since the login.

mod curl;
mod exchange;
mod flow;
mod sequence;

pub use exchange::pretty;

use super::{
    state::{Tour, use_current_token},
    texts,
};
use crate::{
    components::{Segment, When},
    http::Exchange,
    i18n::{t_string, text, use_i18n},
};
use exchange::exchange_view;
use leptos::prelude::*;
use sequence::{Kept, Lanes};
use shared::{
    Step,
    api::{StorageMode, paths},
};

#[derive(Clone, Debug, PartialEq)]
enum DiagramEntry {
    Exchanged(Box<Exchange>),
    /// The browser has kept the token here.
    Kept(StorageMode),
}

impl DiagramEntry {
    /// The ids of exchanges begin with 1.
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

/// Whether the diagram shows all steps, or only the one in view. In the context of the walkthrough, so that it stays
/// from step to step.
#[derive(Clone, Copy, Debug, Default)]
pub struct AllSteps(RwSignal<bool>);

/// The exchanges of a step, oldest first, or all since the login with this step's standing out.
pub fn diagram(step: Step) -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let AllSteps(all) = expect_context();
    let kept = Memo::new(move |_| Some(current.get().filter(|token| token.kept)?.mode));
    let of_step = Memo::new(move |_| of_step(tour.exchanges(step), step, kept.get()));
    let entries = Memo::new(move |_| {
        if all.get() { of_all_steps(tour.all_exchanges(), kept.get()) } else { of_step.get() }
    });
    let nothing = Signal::derive(move || entries.with(Vec::is_empty));
    let entry_view = move |entry: DiagramEntry| {
        let here =
            of_step.with_untracked(|entries| entries.iter().any(|one| one.key() == entry.key()));
        let step_of_entry = entry.step();
        let label = Signal::derive(move || {
            let step = step_of_entry.filter(|_| all.get())?;
            let (number, name) = (step.number().to_string(), texts::name(i18n, step));
            Some(t_string!(i18n, walkthrough.flow.of_step, number = number, name = name))
        });
        let what = match entry {
            DiagramEntry::Exchanged(exchange) => {
                // Where the token is in a cookie that no script can read, the answer is opened to show that.
                let open = step == Step::Issue && here && !brings_token(&exchange);
                exchange_view(&exchange, open)
            }
            DiagramEntry::Kept(mode) => {
                view! { <div class="exchange"><Kept mode=mode/></div> }.into_any()
            }
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
            {scope(all)}
            <When so=nothing>
                <p class="small soft">{text!(i18n, walkthrough.flow.nothing)}</p>
            </When>
            <When so=Signal::derive(move || !nothing.get())>
                <div class="way">
                    <Lanes/>
                    <ol class="way__list">
                        <For each=move || entries.get() key=DiagramEntry::key let:entry>
                            {entry_view(entry)}
                        </For>
                    </ol>
                </div>
                <p class="small soft">{text!(i18n, walkthrough.exchange.secrets)}</p>
            </When>
        </div>
    }
    .into_any()
}

fn scope(all: RwSignal<bool>) -> AnyView {
    let i18n = use_i18n();
    let button = move |value: bool, testid: &'static str, label: Signal<&'static str>| {
        view! {
            <Segment
                testid=testid
                label=label
                pressed=Signal::derive(move || all.get() == value)
                on_press=move |()| all.set(value)
            />
        }
    };
    view! {
        <div class="segmented" role="group" aria-label=text!(i18n, walkthrough.flow.scope)>
            {button(false, "diagram-step", text!(i18n, walkthrough.flow.this_step))}
            {button(true, "diagram-way", text!(i18n, walkthrough.flow.whole_way))}
        </div>
    }
    .into_any()
}

fn brings_token(exchange: &Exchange) -> bool {
    let answer = exchange.answer();
    answer.is_some_and(|answer| answer.body.contains("\"access_token\""))
}

fn of_step(exchanges: Vec<Exchange>, step: Step, kept: Option<StorageMode>) -> Vec<DiagramEntry> {
    let mut entries = exchanged(exchanges);
    if let (Step::Store, Some(mode)) = (step, kept) {
        entries.push(DiagramEntry::Kept(mode));
    }
    entries
}

/// The token is kept after it has come with the login; a renewed one goes to the same place.
fn of_all_steps(exchanges: Vec<Exchange>, kept: Option<StorageMode>) -> Vec<DiagramEntry> {
    let mut entries = exchanged(exchanges);
    let login = entries.iter().rposition(|entry| {
        matches!(entry, DiagramEntry::Exchanged(one) if one.path == paths::LOGIN && one.status() == Some(200))
    });
    if let (Some(login), Some(mode)) = (login, kept) {
        entries.insert(login + 1, DiagramEntry::Kept(mode));
    }
    entries
}

fn exchanged(exchanges: Vec<Exchange>) -> Vec<DiagramEntry> {
    let boxed = exchanges.into_iter().map(Box::new);
    boxed.map(DiagramEntry::Exchanged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{http::Answer, lesson::exchanges::exchange_example};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn exchange(id: u32, path: &str, status: u16) -> Exchange {
        let outcome = Ok(Answer { status, headers: Vec::new(), body: String::new() });
        Exchange { id, outcome, ..exchange_example(path) }
    }

    #[test]
    fn keeping_the_token_stands_after_the_login_that_brought_it() {
        let exchanges = vec![
            exchange(1, paths::LOGIN, 401),
            exchange(2, paths::LOGIN, 200),
            exchange(3, paths::ME, 200),
        ];
        let keys = |kept| -> Vec<_> {
            let entries = of_all_steps(exchanges.clone(), kept);
            entries.iter().map(DiagramEntry::key).collect()
        };
        assert_eq!(keys(Some(StorageMode::Memory)), [1, 2, 0, 3]);
        assert_eq!(keys(None), [1, 2, 3]);
    }
}
