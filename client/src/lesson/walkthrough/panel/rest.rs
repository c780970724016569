//! What is loaded once the visitor does something: all steps but the first, and below each step its tabs and links.

use super::{
    super::{
        state::{Tour, use_current_token},
        steps::{attach, expire, handle, issue, login, store, verify},
        tabs::Tabs,
        texts,
    },
    head::head,
    links::{CopyLink, Links},
};
use crate::{
    components::part,
    i18n::{t_string, text, use_i18n},
    lazy::lazy_view,
    lesson::paths,
};
use leptos::prelude::*;
use shared::Step;

lazy_view! { steps: pub(super) fn whole_step(step: Step) {
    view! {
        {head(step, texts::of_step(step))}
        {prerequisite(step)}
        {actions(step)}
    }
}}

lazy_view! { steps: pub(super) fn below_step(step: Memo<Step>) {
    view! {
        <Tabs step=step/>
        {part(move || view! { <Links step=step.get()/> })}
    }
}}

lazy_view! { steps: pub(super) fn copy_link(step: Memo<Step>) { view! { <CopyLink step=step/> } }}

/// What there is to do in a step. Each hides what cannot be done yet.
fn actions(step: Step) -> AnyView {
    match step {
        Step::Login => login::view(),
        Step::Issue => issue::view(),
        Step::Store => store::view(),
        Step::Attach => attach::view(),
        Step::Verify => verify::view(),
        Step::Handle => handle::view(),
        Step::Expire => expire::view(),
    }
}

/// A banner that names the step to do first, if there is one.
fn prerequisite(step: Step) -> impl IntoView {
    let current = use_current_token();
    let tour = expect_context::<Tour>();
    let missing = Memo::new(move |_| current.missing_for(step));
    part(move || {
        // At the end of the walkthrough the last step itself says how to begin anew.
        let at_end = step == Step::Expire && tour.is_done(step);
        // While the session is being restored, it is not known what is missing.
        let known = tour.auth.admits().is_some();
        Some(banner(missing.get().filter(|_| known && !at_end)?))
    })
}

/// `step` is the one to do first.
fn banner(step: Step) -> AnyView {
    let i18n = use_i18n();
    let sentence = match step {
        Step::Store => text!(i18n, walkthrough.panel.need_kept),
        _ => text!(i18n, walkthrough.panel.need_token),
    };
    let go = Signal::derive(move || {
        let (number, name) = (step.number().to_string(), texts::name(i18n, step));
        t_string!(i18n, walkthrough.panel.go, number = number, name = name)
    });
    view! {
        <div class="banner">
            <p class="banner__title">{text!(i18n, walkthrough.panel.first)}</p>
            <p>{sentence}</p>
            <p><a class="button" href=paths::step(step) data-noscroll="" data-testid="go-first">{go}</a></p>
        </div>
    }
    .into_any()
}
