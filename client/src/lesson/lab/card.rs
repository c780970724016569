//! One attack: its story, what is forged, and what comes of it.

use super::{
    answers::answers,
    bench::{Bench, Run},
    clues::clue,
    diff::diff_view,
    outcome::{Grade, Outcome},
    panels,
    sent::sent_view,
    texts::{self, About},
};
use crate::{
    components::{When, part},
    i18n::{t_string, text, use_i18n},
    router::use_location,
};
use attacks::{Attack, Case, Elsewhere, How};
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
    let badge = Signal::derive(move || {
        let grade = grade.get();
        grade.map_or("", |grade| texts::grade(i18n, grade))
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
                        <a href=format!("/lab?attack={}", attack.id) data-noscroll="">{text!(i18n, lab.link)}</a>
                    </p>
                    {body(attack)}
                    {not_here(attack)}
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
    }
}

/// What of this attack no page can do, and the tests that do it.
fn not_here(attack: &'static Attack) -> Option<AnyView> {
    let i18n = use_i18n();
    let items = attack.elsewhere.iter().map(elsewhere);
    (!attack.elsewhere.is_empty()).then(|| {
        view! {
            <section class="attack__elsewhere">
                <h4>{text!(i18n, lab.elsewhere)}</h4>
                <ul>{items.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
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

/// Forged requests: choose one, send it, look.
#[component]
fn Requests(attack: &'static Attack) -> impl IntoView {
    let i18n = use_i18n();
    let bench = expect_context::<Bench>();
    let runs = StoredValue::new(bench.runs_of(attack));
    let chosen = RwSignal::new(0);
    let location = use_location();
    // A link may name a variant, and so may another one that is followed later.
    Effect::new(move || {
        let of_this = location.query("attack").as_deref() == Some(attack.id);
        let wanted = location.query("variant").filter(|_| of_this);
        let mut cases = attack.cases().iter();
        if let Some(index) = cases.position(|case| wanted.as_deref() == Some(case.name)) {
            chosen.set(index);
        }
    });
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
        if busy.get() { t_string!(i18n, lab.running) } else { t_string!(i18n, lab.run) }
    });
    let result = move || match state.get() {
        Run::Idle => view! { <p class="small soft">{text!(i18n, lab.not_run)}</p> }.into_any(),
        Run::Running => view! { <p class="small soft">{text!(i18n, lab.running)}</p> }.into_any(),
        Run::Failed(trouble) => {
            let sentence = Signal::derive(move || texts::trouble(i18n, &trouble));
            view! { <p class="form-error">{sentence}</p> }.into_any()
        }
        Run::Done(outcome) => {
            let ((_, case), _) = current();
            view! {
                {forged(&outcome)}
                {sent_view(case, &outcome)}
                {recovered(&outcome)}
                {answers(&outcome.naive, &outcome.strict)}
                {inspect(&outcome)}
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

/// What is forged, or that nothing is.
fn forged(outcome: &Outcome) -> AnyView {
    let i18n = use_i18n();
    if outcome.forged.is_empty() {
        return ().into_any();
    }
    if outcome.forged == outcome.genuine {
        let note = text!(i18n, lab.diff.genuine);
        return view! { <p class="notice" data-testid="genuine">{note}</p> }.into_any();
    }
    view! {
        <h4>{text!(i18n, lab.diff.title)}</h4>
        {diff_view(&outcome.genuine, &outcome.forged)}
    }
    .into_any()
}

/// Where the token that was sent is looked at more closely.
fn inspect(outcome: &Outcome) -> Option<AnyView> {
    let i18n = use_i18n();
    let token = String::from(js_sys::encode_uri_component(&outcome.forged));
    let href = format!("/inspect#token={token}");
    (!token.is_empty()).then(|| {
        view! { <p><a href=href data-testid="inspect">{text!(i18n, lab.inspect)}</a></p> }
            .into_any()
    })
}

/// The public key that was worked out, where one was.
fn recovered(outcome: &Outcome) -> Option<AnyView> {
    let i18n = use_i18n();
    let pem = outcome.recovered.clone()?;
    let title = text!(i18n, lab.recovered);
    Some(view! { <h4>{title}</h4> <pre class="wire" tabindex="0" data-testid="recovered">{pem}</pre> }.into_any())
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
    let option = |(index, case): (usize, &'static Case)| {
        let name = Signal::derive(move || texts::variant(i18n, attack, case));
        let is_chosen = Signal::derive(move || chosen.get() == index);
        view! { <option value=case.name prop:selected=is_chosen>{name}</option> }
    };
    let options = attack.cases().iter().enumerate().map(option);
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

/// What is performed by tests, with their names.
pub(super) fn elsewhere(elsewhere: &'static Elsewhere) -> AnyView {
    let i18n = use_i18n();
    let what = Signal::derive(move || texts::elsewhere(i18n, elsewhere));
    let tests = elsewhere.tests.iter();
    let tests = tests.map(|test| view! { <code class="tests__name">{*test}</code> });
    view! { <li class="tests">{what} {tests.collect_view()}</li> }.into_any()
}
