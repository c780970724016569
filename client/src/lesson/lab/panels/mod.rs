//! Attacks that take more than one request, and the clock of the verifiers.

pub mod clock;
mod cross_site;
mod envelope;
mod guess;
mod seal;
mod sign_in;
mod storage;
mod task;
mod thief;

use attacks::Panel;
use leptos::prelude::*;

pub fn view(panel: Panel) -> AnyView {
    match panel {
        Panel::Thief => thief::panel(),
        Panel::Seal => seal::panel(),
        Panel::CrossSite => cross_site::panel(),
        Panel::Envelope => envelope::panel(),
        Panel::Storage => storage::panel(),
        Panel::Guess => guess::panel(),
    }
}
