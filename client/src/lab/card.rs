//! One attack: its story, what is forged, and what comes of it.

use super::{
    answers::answers,
    bench::{Bench, Run},
    clues::clue,
    diff::diff_view,
    outcome::Grade,
    panels,
    texts::{self, About},
};
use crate::{
    components::{When, part},
    i18n::{t_string, text, use_i18n},
};
use attacks::{Attack, Expected, How};
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDetailsElement, HtmlSelectElement};

/// An attack that opens; `wanted` if the visitor has come for this one. Only what is open is made.
pub(super) fn card(attack: &'static Attack, wanted: bool) -> AnyView {
    let i18n = use_i18n();
    let open = RwSignal::new(wanted);
    let toggle = move |event: ev::Event| {
        let details = event.current_target();
        if let Some(details) = details.and_then(|it| it.dyn_into::<HtmlDetailsElement>().ok()) {
            open.set(details.open());
        }
    };
    let grade = grade(attack);
    let badge = Signal::derive(move || match grade.get() {
        None => "",
        Some(Grade::Right) if is_lesson(attack) => t_string!(i18n, lab.grade.lesson),
        Some(Grade::Right) => t_string!(i18n, lab.grade.right),
        Some(Grade::Dull) => t_string!(i18n, lab.grade.dull),
        Some(Grade::Alarm) => t_string!(i18n, lab.grade.alarm),
    });
    view! {
        <details
            class="attack"
            id=attack.id
            data-testid=format!("attack-{}", attack.id)
            data-grade=Signal::derive(move || grade.get().map(Grade::name))
            open=wanted
            on:toggle=toggle
        >
            <summary class="attack__summary">
                <span class="attack__id">{attack.id}</span>
                <h3 class="attack__title">{texts::about(i18n, attack.id, About::Title)}</h3>
                <span class="attack__badge">{badge}</span>
            </summary>
            <When so=open>
                <div class="attack__body">
                    <p class="attack__story">{texts::about(i18n, attack.id, About::Story)}</p>
                    <p class="small soft">
                        {texts::about(i18n, attack.id, About::See)} " · "
                        <a href=format!("/lab?attack={}", attack.id)>{text!(i18n, lab.link)}</a>
                    </p>
                    {body(attack)}
                </div>
            </When>
        </details>
    }
    .into_any()
}

fn body(attack: &'static Attack) -> AnyView {
    match attack.how {
        How::Requests(_) => view! { <Requests attack=attack/> }.into_any(),
        How::Panel(panel) => panels::view(panel),
        How::Elsewhere(test) => view! { <Elsewhere test=test/> }.into_any(),
    }
}

/// Whether the strict verifier lets this in, too, because nothing is wrong with the token.
fn is_lesson(attack: &Attack) -> bool {
    let mut cases = attack.cases().iter();
    cases.all(|case| case.expected == Expected::Accepted)
}

/// The worst grade of what was performed so far.
fn grade(attack: &'static Attack) -> Memo<Option<Grade>> {
    let runs = expect_context::<Bench>().runs_of(attack);
    Memo::new(move |_| {
        let grades = runs.iter().filter_map(|((_, case), run)| match run.get() {
            Run::Done(outcome) => Some(outcome.grade(case)),
            Run::Idle | Run::Running | Run::Failed(_) => None,
        });
        grades.max()
    })
}

#[component]
fn Elsewhere(test: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    view! { <p class="notice">{text!(i18n, lab.elsewhere)} " " <code class="small">{test}</code></p> }
}

/// Forged requests: choose one, send it, look.
#[component]
fn Requests(attack: &'static Attack) -> impl IntoView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let runs = StoredValue::new(bench.runs_of(attack));
    let chosen = RwSignal::new(0_usize);
    let current = move || runs.with_value(|runs| runs[chosen.get()]);
    let state = Signal::derive(move || current().1.get());
    let busy = Memo::new(move |_| state.get() == Run::Running);
    let press = move |_| {
        let (forgery, run) = runs.with_value(|runs| runs[chosen.get_untracked()]);
        if run.get_untracked() != Run::Running {
            spawn_local(bench.perform(forgery, run));
        }
    };
    let label = Signal::derive(move || {
        if busy.get() {
            t_string!(i18n, lab.running)
        } else {
            t_string!(i18n, lab.run)
        }
    });
    let result = move || match state.get() {
        Run::Idle => view! { <p class="small soft">{text!(i18n, lab.not_run)}</p> }.into_any(),
        Run::Running => view! { <p class="small soft">{text!(i18n, lab.running)}</p> }.into_any(),
        Run::Failed(trouble) => {
            let sentence = Signal::derive(move || texts::trouble(i18n, &trouble));
            view! { <p class="form-error">{sentence}</p> }.into_any()
        }
        Run::Done(outcome) => {
            let inspect = format!(
                "/inspect#token={}",
                String::from(js_sys::encode_uri_component(&outcome.forged))
            );
            view! {
                <h4>{text!(i18n, lab.diff.title)}</h4>
                {diff_view(&outcome.genuine, &outcome.forged)}
                {answers(&outcome.naive, &outcome.strict)}
                <p><a href=inspect data-testid="inspect">{text!(i18n, lab.inspect)}</a></p>
            }
            .into_any()
        }
    };
    view! {
        {clue(attack)}
        <div class="row attack__controls">
            {choice(attack, chosen)}
            <button
                type="button"
                class="button button--primary"
                data-testid="run"
                aria-disabled=Signal::derive(move || busy.get().to_string())
                on:click=press
            >
                {label}
            </button>
        </div>
        <div class="attack__result" role="status" data-testid="result">{part(result)}</div>
    }
}

/// Which of the forgeries, where there are several.
fn choice(attack: &'static Attack, chosen: RwSignal<usize>) -> Option<AnyView> {
    let i18n = use_i18n();
    if attack.cases().len() < 2 {
        return None;
    }
    let id = format!("case-{}", attack.id);
    let change = move |event: ev::Event| {
        let select = event.current_target();
        if let Some(select) = select.and_then(|it| it.dyn_into::<HtmlSelectElement>().ok()) {
            chosen.set(usize::try_from(select.selected_index()).unwrap_or_default());
        }
    };
    let options = attack
        .cases()
        .iter()
        .map(|case| view! { <option value=case.name>{case.name}</option> });
    Some(
        view! {
            <label class="field__label" for=id.clone()>{text!(i18n, lab.variant)}</label>
            <select class="select" id=id.clone() data-testid="variant" on:change=change>
                {options.collect_view()}
            </select>
        }
        .into_any(),
    )
}
