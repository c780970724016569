//! Attacks that take more than one request.

mod cross_site;
mod envelope;
mod guess;
mod seal;
mod storage;
mod thief;

use crate::{
    i18n::{text, use_i18n},
    lesson::paths,
    pages::sign_in_path,
};
use attacks::Panel;
use leptos::prelude::*;

pub(super) fn view(panel: Panel) -> AnyView {
    match panel {
        Panel::Thief => thief::thief(),
        Panel::Seal => seal::seal(),
        Panel::CrossSite => cross_site::cross_site(),
        Panel::Envelope => envelope::envelope(),
        Panel::Storage => storage::probes(),
        Panel::Guess => guess::form(),
    }
}

/// There has to be a session first, for the attack with this number.
fn sign_in_first(id: &str) -> AnyView {
    let i18n = use_i18n();
    view! {
        <p class="notice">
            {text!(i18n, lab.thief.first)} " "
            <a href=sign_in_for(id) data-testid="thief-sign-in">{text!(i18n, lab.thief.sign_in)}</a>
        </p>
    }
    .into_any()
}

/// Where one signs in and comes back to the attack with this number.
fn sign_in_for(id: &str) -> String {
    sign_in_path(&format!("{}?attack={id}", paths::LAB))
}
