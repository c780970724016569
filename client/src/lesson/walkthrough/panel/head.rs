//! The head of a step: what happens, why, and what can go wrong.

use super::super::{player::Player, texts::StepTexts};
use crate::{
    context::context,
    i18n::{text, use_i18n},
};
use leptos::{html, prelude::*};
use shared::Step;
use wasm_bindgen::JsCast;
use web_sys::{NavigationType, PerformanceNavigationTiming};

/// The step that was in view before, in the context of the walkthrough.
#[derive(Clone, Copy, Debug, Default)]
pub struct PreviousStep(StoredValue<Option<Step>>);

/// What happens in a step, why, and what can go wrong. The texts come from the caller, so that only those of the first
/// step are in the first load.
pub fn head(step: Step, texts: StepTexts) -> AnyView {
    let i18n = use_i18n();
    let heading = focus_at_change(step);
    let [title, what, why, risk] = texts.map(|words| i18n.words(words));
    view! {
        <h2 id="step-title" tabindex="-1" node_ref=heading>{title}</h2>
        <dl class="why">
            <div class="why__item">
                <dt class="serial">{text!(i18n, walkthrough.panel.what)}</dt>
                <dd>{what}</dd>
            </div>
            <div class="why__item">
                <dt class="serial">{text!(i18n, walkthrough.panel.why)}</dt>
                <dd>{why}</dd>
            </div>
            <div class="why__item why__item--risk">
                <dt class="serial">{text!(i18n, walkthrough.panel.risk)}</dt>
                <dd>{risk}</dd>
            </div>
        </dl>
    }
    .into_any()
}

/// Moves the focus to the heading when another step comes into view, or a step that a link has named, so that a screen
/// reader starts there. While the player plays, the focus stays where the visitor has it.
fn focus_at_change(step: Step) -> NodeRef<html::H2> {
    let player = context::<Player>();
    let PreviousStep(previous) = context();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        let Some(heading) = heading.get() else { return };
        let before = previous.get_value();
        previous.set_value(Some(step));
        let goes_there = before.map_or_else(came_by_link, |before| before != step);
        if goes_there && !untrack(|| player.state()).is_on() {
            // Focusing an element of this document does not fail.
            let _ = heading.focus();
        }
    });
    heading
}

/// Whether a link to a step has opened the page. A reload has not: the focus stays where it was then.
fn came_by_link() -> bool {
    let search = window().location().search().unwrap_or_default();
    let opened = window().performance().is_some_and(|performance| {
        let entries = performance.get_entries_by_type("navigation");
        let entry: Option<PerformanceNavigationTiming> = entries.get(0).dyn_into().ok();
        entry.is_some_and(|entry| entry.type_() == NavigationType::Navigate)
    });
    opened && search.starts_with("?step=")
}
