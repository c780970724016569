//! The walkthrough: the seven steps, done by hand against the real server.
//!
//! [`tour`] knows how far the visitor has come, [`steps`] has a file for each step, and the rest shows what
//! really is there: the exchanges, the token, the place where it is kept, the time it has left. Nothing is
//! acted: what the page shows was sent, received, or read back a moment ago, also when the [`player`] does the
//! steps. What can be opened beyond them is in [`extras`].
//!
//! The page opens with the first step alone. [`panel`] loads the rest when the visitor begins to use it.

mod about;
mod checks;
pub(crate) mod copy;
mod countdown;
mod curl;
mod deeper;
mod diagram;
pub(crate) mod exchange;
mod exchange_list;
mod extras;
mod flow;
mod held;
mod later;
mod learned;
mod marks;
mod panel;
mod parts;
mod path;
mod place;
mod player;
mod player_bar;
mod press;
mod stepper;
mod steps;
mod stirring;
mod tabs;
pub(crate) mod texts;
mod token;
mod token_panel;
pub mod tour;
mod view;

pub use tour::Tour;

use crate::{
    components::Ticks,
    i18n::{text, use_i18n},
    router::use_location,
};
use about::InView;
use exchange_list::WholeWay;
use held::Holding;
use learned::Learned;
use leptos::prelude::*;
use panel::Panel;
use player::Player;
use player_bar::{PlayerBar, take_over};
use shared::Step;
use stepper::Stepper;
use token_panel::TokenPanel;

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
    let holding = Holding::watch();
    provide_context(holding);
    provide_context(Learned::restore());
    provide_context(WholeWay::no());
    provide_context(InView::none());
    let player = Player::new(i18n, step, holding);
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
