//! Attacks that take more than one request.

mod cross_site;
mod envelope;
mod guess;
mod storage;
mod thief;

use attacks::Panel;
use leptos::prelude::*;

pub(super) fn view(panel: Panel) -> AnyView {
    match panel {
        Panel::Thief => thief::thief(),
        Panel::CrossSite => cross_site::cross_site(),
        Panel::Envelope => envelope::envelope(),
        Panel::Storage => storage::probes(),
        Panel::Guess => guess::form(),
    }
}
