//! The buttons of the player.

use super::{super::texts, Player, PlayerState};
use crate::{
    components::When,
    context::context,
    i18n::{t_string, text, use_i18n},
};
use leptos::{html, prelude::*};
use shared::Step;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

#[component]
pub fn PlayerBar() -> impl IntoView {
    let i18n = use_i18n();
    let player = context::<Player>();
    let can = Memo::new(move |_| player.start().is_some());
    let on = Signal::derive(move || player.state().is_on());
    let toggle = NodeRef::<html::Button>::new();
    let label = Signal::derive(move || match player.state() {
        PlayerState::Idle => t_string!(i18n, walkthrough.player.play),
        PlayerState::Playing => t_string!(i18n, walkthrough.player.pause),
        PlayerState::Paused => t_string!(i18n, walkthrough.player.resume),
        PlayerState::Over => t_string!(i18n, walkthrough.player.again),
    });
    let said = Signal::derive(move || match (player.state(), player.at()) {
        (PlayerState::Playing, Step::Login) => t_string!(i18n, walkthrough.player.login).to_owned(),
        (PlayerState::Playing | PlayerState::Paused, step) => {
            let name = texts::name(i18n, step);
            t_string!(i18n, walkthrough.player.at, number = step.number().to_string(), name = name)
        }
        (PlayerState::Over, _) => t_string!(i18n, walkthrough.player.over).to_owned(),
        (PlayerState::Idle, _) if can.get() => t_string!(i18n, walkthrough.player.hint).to_owned(),
        (PlayerState::Idle, _) => t_string!(i18n, walkthrough.player.cannot).to_owned(),
    });
    let stop = move |_| {
        player.stop();
        // The button with the focus goes away.
        if let Some(toggle) = toggle.get_untracked() {
            let _ = toggle.focus();
        }
    };
    view! {
        <div class="player-place">
            <div class="player" data-testid="player" data-state=Signal::derive(move || player.state().name())>
                <button
                    type="button"
                    class="button player__toggle"
                    data-testid="player-toggle"
                    aria-disabled=Signal::derive(move || (!can.get() && !on.get()).to_string())
                    node_ref=toggle
                    on:click=move |_| player.toggle()
                >
                    {label}
                </button>
                <When so=on>
                    <button type="button" class="button" data-testid="player-skip" on:click=move |_| player.skip()>
                        {text!(i18n, walkthrough.player.skip)}
                    </button>
                    <button type="button" class="button" data-testid="player-stop" on:click=stop>
                        {text!(i18n, walkthrough.player.stop)}
                    </button>
                </When>
                <p class="player__said" role="status">{said}</p>
            </div>
        </div>
    }
}

/// A visitor who uses the page while the player plays takes over: opening something pauses the player, everything else
/// stops it.
pub fn take_over(player: &Player, target: Option<EventTarget>) {
    let Some(target) = target.and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    // The selectors are valid.
    let within = |selector| target.closest(selector).is_ok_and(|found| found.is_some());
    if within(".player") {
        return;
    }
    if within("summary, .segmented, .tabs, .copy") {
        player.pause();
    } else if within("a, button, input, label") {
        player.stop();
    }
}
