//! The inspector: any token, taken apart and verified in the browser.
//!
//! [`token`] and [`json`] read the token, [`key`] reads the key, [`signature`] computes, [`mod@verify`] asks
//! the verifier of `shared`, [`warnings`] has hints. [`state`] holds it all together, and [`mod@view`] shows it. What is
//! pasted here is sent nowhere: the only requests of this page ask for public keys.

mod claims;
mod examples;
mod expected;
mod json;
mod key;
mod keyring;
mod link;
mod sign;
mod signature;
mod snapshot;
mod state;
mod texts;
mod token;
mod verify;
mod view;
mod warnings;

use crate::{
    auth::use_auth,
    components::Ticks,
    i18n::{text, use_i18n},
};
use leptos::prelude::*;
use shared::compact::Part;
use state::InspectorState;
use view::{
    Checks, Editor, Examples, ExpectedFields, Facts, KeyFields, Sign, SignaturePart, TokenField,
    Warnings,
};

#[component]
pub fn Inspector() -> impl IntoView {
    let i18n = use_i18n();
    provide_context(Ticks::start());
    let state = InspectorState::new();
    snapshot::restore(state, use_auth());
    link::take_from_address(move |token| state.load(&token));
    view! {
        <div class="inspect" data-testid="inspector">
            <div class="tour__intro">
                <p class="serial">{text!(i18n, inspector.title)}</p>
                <h1>{text!(i18n, inspector.intro.heading)}</h1>
                <p class="tour__lead">{text!(i18n, inspector.intro.lead)}</p>
                <p class="inspect__private" data-testid="private">{text!(i18n, inspector.intro.private)}</p>
            </div>
            <Examples state=state/>
            <TokenField state=state/>
            <Facts state=state/>
            <div class="inspect__body">
                <div class="stack">
                    <Editor state=state part=Part::Header/>
                    <Editor state=state part=Part::Payload/>
                    <SignaturePart state=state/>
                </div>
                <div class="stack">
                    <KeyFields state=state/>
                    <Sign state=state/>
                    <Warnings state=state/>
                    <ExpectedFields state=state/>
                </div>
            </div>
            <Checks state=state/>
        </div>
    }
    .into_any()
}
