//! A button that does something for a step, and what came of it.

use super::tour::Tour;
use crate::{
    components::{When, part},
    http::ApiError,
    i18n::{text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::{Check, Step};

/// A button. It stays in the tab order while something is under way, because a disabled button would drop
/// the focus.
#[component]
pub fn Press(
    /// The name under which tests find it.
    testid: &'static str,
    /// What it does.
    #[prop(into)]
    label: Signal<&'static str>,
    /// How it looks: `primary`, `danger`, or nothing special.
    #[prop(default = "plain")]
    kind: &'static str,
    /// Does it.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let busy = expect_context::<Tour>().busy;
    view! {
        <button
            type="button"
            class=format!("button button--{kind}")
            data-testid=testid
            aria-disabled=Signal::derive(move || busy.get().to_string())
            on:click=move |_| if !busy.get_untracked() { on_press.run(()) }
        >
            {label}
        </button>
    }
}

/// How the last action of a step ended. A screen reader says it when it appears.
#[component]
pub fn Ending(
    /// The step.
    step: Step,
    /// The name under which tests find a failure.
    testid: &'static str,
    /// What to say of a success: a title and a sentence. Nothing, while there was none.
    #[prop(into)]
    success: Signal<Option<(&'static str, &'static str)>>,
) -> impl IntoView {
    view! {
        <div class="ending" role="status">
            <Outcome step=step testid=testid success=success/>
        </div>
    }
}

/// What there is in an [`Ending`].
#[component]
pub fn Outcome(
    /// The step.
    step: Step,
    /// The name under which tests find a failure.
    testid: &'static str,
    /// What to say of a success.
    #[prop(into)]
    success: Signal<Option<(&'static str, &'static str)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let failure = Memo::new(move |_| tour.failure(step));
    let succeeded = part(move || {
        let (title, text) = success.get()?;
        (failure.get().is_none() && !tour.busy.get()).then(|| {
            view! {
                <div class="banner banner--good">
                    <p class="banner__title">{title}</p>
                    <p>{text}</p>
                </div>
            }
        })
    });
    let failed = part(move || Some(failed(failure.get()?, testid)));
    view! {
        <When so=Signal::derive(move || tour.busy.get())>
            <p class="ending__working">{text!(i18n, walkthrough.panel.working)}</p>
        </When>
        {succeeded}
        {failed}
    }
}

fn failed(error: ApiError, testid: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let code = error.name();
    let (words, check) = match &error {
        ApiError::Problem(problem) => (
            Some(format!("{} {code}: {}", problem.status, problem.detail)),
            problem.check,
        ),
        _ => (None, None),
    };
    view! {
        <div class="banner banner--bad" data-testid=testid data-code=code data-check=check.map(Check::name)>
            <p class="banner__title">{Signal::derive(move || messages::api_error(i18n, &error))}</p>
            {words.map(|words| view! { <p lang="en"><q class="quote">{words}</q></p> })}
        </div>
    }
}
