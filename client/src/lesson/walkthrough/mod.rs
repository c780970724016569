//! The walkthrough: the seven steps, done by hand against the real server.
//!
//! [`state`] knows how far the visitor has come, [`steps`] has a file for each step, and [`panel`] shows the one in view.
//! [`exchanges`] draws what was sent and received, [`token`] the token and where it is kept, [`tabs`] what else there is
//! to see of a step. The [`player`] does the steps for the visitor. The page replays no recording: it shows what was
//! sent, received, or read a moment ago, also while the player is at work.
//!
//! The page opens with the first step alone. [`panel`] loads the rest when the visitor begins to use it.

pub mod exchanges;
mod panel;
mod player;
pub mod state;
mod stepper;
mod steps;
mod tabs;
pub mod texts;
pub mod token;

pub use state::Tour;

use crate::{
    components::Ticks,
    i18n::{text, use_i18n},
    router::use_location,
};
use exchanges::AllSteps;
use leptos::prelude::*;
use panel::{Panel, PreviousStep};
use player::{Player, PlayerBar, take_over};
use shared::Step;
use state::{CurrentToken, Learned};
use stepper::Stepper;
use token::TokenPanel;

/// The page `/`. `?step=verify` opens it at a step.
#[component]
pub fn Walkthrough() -> impl IntoView {
    let i18n = use_i18n();

    let location = use_location();
    let step = Memo::new(move |_| {
        let name = location.query("step");
        name.and_then(|name| Step::from_name(&name)).unwrap_or(Step::Login)
    });
    provide_context(Ticks::start());
    let token = CurrentToken::watch();
    provide_context(token);
    provide_context(Learned::restore());
    provide_context(AllSteps::default());
    provide_context(PreviousStep::default());
    let player = Player::new(i18n, step, token);
    provide_context(player);

    view! {
        <div
            class="tour"
            data-testid="walkthrough"
            data-step=Signal::derive(move || step.get().name())
            data-player=Signal::derive(move || player.state().name())
            on:click=move |event| take_over(&player, event.target())
            on:input=move |event| take_over(&player, event.target())
        >
            <header class="tour__intro">
                <p class="serial">{text!(i18n, walkthrough.intro.kicker)}</p>
                <h1>{text!(i18n, walkthrough.intro.heading)}</h1>
                <p class="tour__lead">{text!(i18n, walkthrough.intro.lead)}</p>
                <PlayerBar/>
            </header>
            <Stepper current=step/>
            <div class="tour__body">
                <Panel step=step/>
                <TokenPanel/>
            </div>
        </div>
    }
}
