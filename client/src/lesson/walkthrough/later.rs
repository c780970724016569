//! What the walkthrough loads once the visitor does something: all steps but the first, and what there is to see of a
//! step beyond doing it.

use super::{
    about::about,
    deeper::{CopyLink, Deeper},
    held::{Missing, use_holding},
    path::step_path,
    steps::{Attach, Expire, Handle, Issue, Login, Store, Verify},
    tabs::Tabs,
    texts,
    tour::Tour,
};
use crate::{
    components::part,
    i18n::{t_string, text, use_i18n},
    lazy::lazy_view,
};
use leptos::prelude::*;
use shared::Step;

lazy_view! { steps: pub(super) fn whole_step(step: Step) {
    view! {
        {about(step, texts::step)}
        {first(step)}
        {doing(step)}
    }
}}

lazy_view! { steps: pub(super) fn beyond(step: Memo<Step>) {
    view! {
        <Tabs step=step/>
        {part(move || view! { <Deeper step=step.get()/> })}
    }
}}

lazy_view! { steps: pub(super) fn copy_link(step: Memo<Step>) { view! { <CopyLink step=step/> } }}

/// Each step hides by itself what cannot be done yet.
fn doing(step: Step) -> AnyView {
    match step {
        Step::Login => view! { <Login/> }.into_any(),
        Step::Issue => view! { <Issue/> }.into_any(),
        Step::Store => view! { <Store/> }.into_any(),
        Step::Attach => view! { <Attach/> }.into_any(),
        Step::Verify => view! { <Verify/> }.into_any(),
        Step::Handle => view! { <Handle/> }.into_any(),
        Step::Expire => view! { <Expire/> }.into_any(),
    }
}

/// What has to be done before a step, if anything has.
fn first(step: Step) -> impl IntoView {
    let holding = use_holding();
    let tour = expect_context::<Tour>();
    let missing = Memo::new(move |_| holding.missing_for(step));
    part(move || {
        // Where the way ends, the last step says by itself how to begin anew.
        let at_end = step == Step::Expire && tour.is_done(step);
        // While it is not known whether somebody is signed in, nothing is known to be missing.
        let known = tour.auth.admits().is_some();
        let missing = missing.get().filter(|_| known && !at_end)?;
        Some(view! { <First missing=missing/> })
    })
}

#[component]
fn First(missing: Missing) -> impl IntoView {
    let i18n = use_i18n();
    let step = missing.step();
    let sentence = Signal::derive(move || match missing {
        Missing::Token => t_string!(i18n, walkthrough.panel.need_token),
        Missing::Place => t_string!(i18n, walkthrough.panel.need_kept),
    });
    let go = Signal::derive(move || {
        t_string!(
            i18n,
            walkthrough.panel.go,
            number = step.number().to_string(),
            name = texts::name(i18n, step)
        )
    });
    view! {
        <div class="banner">
            <p class="banner__title">{text!(i18n, walkthrough.panel.first)}</p>
            <p>{sentence}</p>
            <p><a class="button" href=step_path(step) data-noscroll="" data-testid="go-first">{go}</a></p>
        </div>
    }
}
