//! The card of an attack: its story, what is forged, and the answers.

mod crack;
mod diff;
mod requests;

use super::{
    answers::{answers, failure},
    panels,
    run::{AttackResult, Grade, RunState, Runner},
    texts,
};
use crate::{
    components::{When, either, part},
    i18n::{t_string, text, use_i18n},
    lesson::paths,
    router::use_location,
};
use attacks::{Attack, Case, Elsewhere, How};
use crack::crack_hint;
use diff::diff_view;
use leptos::{prelude::*, task::spawn_local};
use requests::requests_view;

/// The card of an attack. Its content exists only while it is open.
pub fn card(attack: &'static Attack, open_at_start: bool) -> AnyView {
    let i18n = use_i18n();
    let open = RwSignal::new(open_at_start);
    let grade = grade(attack);
    let badge = Signal::derive(move || {
        grade.get().map(|grade| t_string!(i18n, lab.grade_by_id).text(grade.name()))
    });
    view! {
        <details
            class="attack"
            id=attack.id
            data-testid=format!("attack-{}", attack.id)
            data-grade=Signal::derive(move || grade.get().map(Grade::name))
            open=open_at_start
            on:toggle:target=move |event| open.set(event.target().open())
        >
            <summary class="attack__summary">
                <span class="attack__id">{attack.id}</span>
                <h3 class="attack__title">{texts::about(i18n, attack, |texts| texts.title)}</h3>
                <span class="attack__badge">{badge}</span>
            </summary>
            <When so=open>
                <div class="attack__body">
                    <p class="attack__story">{texts::about(i18n, attack, |texts| texts.story)}</p>
                    <p class="small soft">
                        {texts::about(i18n, attack, |texts| texts.see)} " · "
                        <a href=paths::attack(attack.id) data-noscroll="">{text!(i18n, lab.link)}</a>
                    </p>
                    {match attack.how {
                        How::Requests(_) => requests(attack),
                        How::Panel(panel) => panels::view(panel),
                    }}
                    {(!attack.elsewhere.is_empty()).then(|| view! {
                        <section class="attack__elsewhere">
                            <h4>{text!(i18n, lab.elsewhere)}</h4>
                            {tested_elsewhere(attack)}
                        </section>
                    })}
                </div>
            </When>
        </details>
    }
    .into_any()
}

/// The parts of an attack that a page cannot perform, with the names of the tests that do.
pub fn tested_elsewhere(attack: &'static Attack) -> AnyView {
    let i18n = use_i18n();
    let item = |elsewhere: &'static Elsewhere| {
        let what =
            Signal::derive(move || t_string!(i18n, lab.elsewhere_by_id).text(elsewhere.what));
        let tests = elsewhere.tests.iter();
        let tests = tests.map(|test| view! { <code class="tests__name">{*test}</code> });
        view! { <li class="tests">{what} {tests.collect_view()}</li> }
    };
    view! { <ul>{attack.elsewhere.iter().map(item).collect_view()}</ul> }.into_any()
}

/// The worst grade of the forgeries that were performed so far.
fn grade(attack: &'static Attack) -> Memo<Option<Grade>> {
    let runs = expect_context::<Runner>().runs_of(attack);
    Memo::new(move |_| {
        runs.iter().filter_map(|((_, case), run)| Some(run.get().result()?.grade(case))).max()
    })
}

/// Forged requests: choose one, send it, see the answers.
fn requests(attack: &'static Attack) -> AnyView {
    let i18n = use_i18n();
    let runner = expect_context::<Runner>();
    let runs = StoredValue::new(runner.runs_of(attack));
    let chosen = RwSignal::new(0);
    let location = use_location();
    // The link that has led here may name a variant, and so may one that is followed later.
    Effect::new(move || {
        let of_this = location.query("attack").as_deref() == Some(attack.id);
        let variant = location.query("variant").filter(|_| of_this);
        let mut cases = attack.cases().iter();
        if let Some(index) = cases.position(|case| variant.as_deref() == Some(case.name)) {
            chosen.set(index);
        }
    });
    let current = move || runs.with_value(|runs| runs[chosen.get()]);
    let state = Signal::derive(move || current().1.get());
    let busy = Memo::new(move |_| state.get() == RunState::Running);
    let perform = move |_| {
        let (forgery, run) = runs.with_value(|runs| runs[chosen.get_untracked()]);
        if run.get_untracked() != RunState::Running {
            spawn_local(runner.perform(forgery, run));
        }
    };
    let label = either(busy, text!(i18n, lab.running), text!(i18n, lab.run));
    let note = |text| view! { <p class="small soft">{text}</p> }.into_any();
    let result = move || match state.get() {
        RunState::Idle => note(text!(i18n, lab.not_run)),
        RunState::Running => note(text!(i18n, lab.running)),
        RunState::Failed(error) => failure(error),
        RunState::Done(result) => {
            let ((_, case), _) = current();
            view! {
                {forged(&result)}
                {requests_view(case, &result)}
                {recovered(&result)}
                {answers(&result.judgements)}
                {inspect(&result)}
            }
            .into_any()
        }
    };
    view! {
        {crack_hint(attack)}
        <div class="row attack__controls">
            {choice(attack, chosen)}
            <button
                type="button"
                class="button button--primary"
                data-testid="run"
                aria-disabled=Signal::derive(move || busy.get().to_string())
                on:click=perform
            >
                {label}
            </button>
        </div>
        <div class="attack__result" role="status" data-testid="result">{part(result)}</div>
    }
    .into_any()
}

/// The difference between the forged token and the genuine one.
fn forged(result: &AttackResult) -> AnyView {
    let i18n = use_i18n();
    if result.forged.is_empty() {
        ().into_any()
    } else if result.forged == result.genuine {
        view! { <p class="notice" data-testid="genuine">{text!(i18n, lab.diff.genuine)}</p> }
            .into_any()
    } else {
        view! {
            <h4>{text!(i18n, lab.diff.title)}</h4>
            {diff_view(&result.genuine, &result.forged)}
        }
        .into_any()
    }
}

/// A link to the inspector with the token that was sent.
fn inspect(result: &AttackResult) -> Option<AnyView> {
    let i18n = use_i18n();
    let href = paths::inspect(&result.forged);
    (!result.forged.is_empty()).then(|| {
        view! { <p><a href=href data-testid="inspect">{text!(i18n, lab.inspect)}</a></p> }
            .into_any()
    })
}

/// The public key that was computed from signatures.
fn recovered(result: &AttackResult) -> Option<AnyView> {
    let i18n = use_i18n();
    let pem = result.recovered.clone()?;
    let title = text!(i18n, lab.recovered);
    Some(view! { <h4>{title}</h4> <pre class="wire" tabindex="0" data-testid="recovered">{pem}</pre> }.into_any())
}

/// The choice among several forgeries.
fn choice(attack: &'static Attack, chosen: RwSignal<usize>) -> Option<AnyView> {
    let i18n = use_i18n();
    if attack.cases().len() < 2 {
        return None;
    }
    let id = format!("case-{}", attack.id);
    let option = |(index, case): (usize, &'static Case)| {
        let name = Signal::derive(move || texts::variant(i18n, attack, case));
        let is_chosen = Signal::derive(move || chosen.get() == index);
        view! { <option value=case.name prop:selected=is_chosen>{name}</option> }
    };
    let options = attack.cases().iter().enumerate().map(option).collect_view();
    let choose = move |index| chosen.set(usize::try_from(index).unwrap_or_default());
    let view = view! {
        <label class="field__label" for=id.clone()>{text!(i18n, lab.variant)}</label>
        <select
            class="select"
            id=id.clone()
            data-testid="variant"
            on:change:target=move |event| choose(event.target().selected_index())
        >
            {options}
        </select>
    };
    Some(view.into_any())
}
