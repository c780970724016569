//! A button that does something for a step, and the result of that.

use super::super::state::Tour;
use crate::{
    components::{When, focus, part},
    http::ApiError,
    i18n::{Words, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::{Check, Step};

/// A button. It stays in the tab order while something is under way, because a disabled button would drop
/// the focus.
#[component]
pub fn ActionButton(
    testid: &'static str,
    #[prop(into)] label: Signal<&'static str>,
    /// How it looks: `primary`, `danger`, or nothing special.
    #[prop(default = "plain")]
    kind: &'static str,
    /// The id of the element that takes the focus if the action removes the button.
    #[prop(optional)]
    gives_way_to: Option<&'static str>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let busy = expect_context::<Tour>().busy;
    let pressed = StoredValue::new(false);
    on_cleanup(move || {
        if let Some(id) = gives_way_to.filter(|_| pressed.try_get_value() == Some(true)) {
            request_animation_frame(move || focus_if_none_is(id));
        }
    });
    let run = move |_| {
        if !busy.get_untracked() {
            pressed.set_value(true);
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=format!("button button--{kind}")
            data-testid=testid
            aria-disabled=Signal::derive(move || busy.get().to_string())
            on:click=run
        >
            {label}
        </button>
    }
}

/// When the element with the focus is removed, the browser gives the focus to the body.
fn focus_if_none_is(id: &str) {
    if document().active_element() == document().body().map(Into::into) {
        focus(document().get_element_by_id(id));
    }
}

/// Title and sentence about a success; `None` while there was none.
pub type Success = Signal<Option<[&'static Words; 2]>>;

/// The result of the last action of a step. A screen reader says it when it appears.
#[component]
pub fn ActionStatus(
    step: Step,
    testid: &'static str,
    #[prop(into)] success: Success,
) -> impl IntoView {
    view! {
        <div class="ending" role="status">
            <ActionResult step=step testid=testid success=success/>
        </div>
    }
}

/// The content of an [`ActionStatus`].
#[component]
pub fn ActionResult(
    step: Step,
    /// The test id of a failure.
    testid: &'static str,
    #[prop(into)] success: Success,
) -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let failure = Memo::new(move |_| tour.failure(step));
    let succeeded = part(move || {
        let [title, text] = success.get()?.map(|words| i18n.words(words));
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
    let check = error.check();
    let quote = match &error {
        ApiError::Problem(problem) => {
            Some(format!("{} {code}: {}", problem.status, problem.detail))
        }
        _ => None,
    };
    view! {
        <div class="banner banner--bad" data-testid=testid data-code=code data-check=check.map(Check::name)>
            <p class="banner__title">{Signal::derive(move || messages::api_error(i18n, &error))}</p>
            {quote.map(|quote| view! { <p lang="en"><q class="quote">{quote}</q></p> })}
        </div>
    }
}
