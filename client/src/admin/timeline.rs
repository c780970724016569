//! The life of a signing key, as stations along a line.

use crate::{
    components::{Ago, At},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::api::admin::KeyState;
use std::cmp::Ordering;

/// Announced, signing, verifying, gone: when each began or will, and which it is now.
#[component]
pub fn Timeline(
    state: KeyState,
    /// When each state began or will, in unix milliseconds, as far as it is known.
    begins: [Option<i64>; 4],
) -> impl IntoView {
    // The order in which they are declared is that of a key's life.
    let now = state as usize;
    let stations = KeyState::ALL.into_iter().zip(begins).map(|(state, at)| {
        let place = match (state as usize).cmp(&now) {
            Ordering::Less => "past",
            Ordering::Equal => "now",
            Ordering::Greater => "to-come",
        };
        view! { <Station state=state at=at place=place/> }
    });
    view! { <ol class="life">{stations.collect_view()}</ol> }
}

#[component]
fn Station(state: KeyState, at: Option<i64>, place: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || t_string!(i18n, admin.keys.state_by_id).text(state.name()));
    let time = match at {
        Some(at) => view! { <Ago at=at/> <span class="life__date"><At at=at/></span> }.into_any(),
        None if state == KeyState::Gone => open_end(text!(i18n, admin.keys.open_gone)),
        None => open_end(text!(i18n, admin.keys.open_end)),
    };
    view! {
        <li class="life__station" data-state=state.name() data-place=place aria-current=(place == "now").then_some("step")>
            <span class="life__name">{name}</span>
            {time}
        </li>
    }
}

fn open_end(words: Signal<&'static str>) -> AnyView {
    view! { <span class="soft">{words}</span> }.into_any()
}
