//! The inspector: any token, taken apart and judged in the browser.
//!
//! [`token`] and [`json`] read what is there, [`key`] what is given as a key, [`signature`] computes, [`judge`] asks
//! the verifier of `shared`, [`warnings`] has hints. [`desk`] holds it all together, and [`mod@view`] shows it. What is
//! pasted here is sent nowhere: the only requests of this page ask for public keys.

pub mod claims;
pub mod desk;
pub mod examples;
pub mod expected;
pub mod json;
pub mod judge;
pub mod key;
pub mod keyring;
pub mod left;
pub mod share;
pub mod sign;
pub mod signature;
pub mod texts;
pub mod token;
pub mod view;
pub mod warnings;

use crate::{
    auth::use_auth,
    components::Ticks,
    i18n::{text, use_i18n},
};
use desk::Desk;
use leptos::prelude::*;
use shared::compact::Part;
use view::{
    Checks, Editor, Examples, ExpectedFields, Facts, KeyFields, Sign, SignaturePart, TokenField,
    Warnings,
};

/// The page `/inspect`.
#[component]
pub fn Inspector() -> impl IntoView {
    let i18n = use_i18n();
    provide_context(Ticks::start());
    let desk = Desk::lay();
    left::restore(desk, use_auth());
    share::take_from_address(move |token| desk.put(&token));
    view! {
        <div class="inspect" data-testid="inspector">
            <div class="tour__intro">
                <p class="serial">{text!(i18n, inspector.title)}</p>
                <h1>{text!(i18n, inspector.intro.heading)}</h1>
                <p class="tour__lead">{text!(i18n, inspector.intro.lead)}</p>
                <p class="inspect__private" data-testid="private">{text!(i18n, inspector.intro.private)}</p>
            </div>
            <Examples desk=desk/>
            <TokenField desk=desk/>
            <Facts desk=desk/>
            <div class="inspect__body">
                <div class="stack">
                    <Editor desk=desk part=Part::Header/>
                    <Editor desk=desk part=Part::Payload/>
                    <SignaturePart desk=desk/>
                </div>
                <div class="stack">
                    <KeyFields desk=desk/>
                    <Sign desk=desk/>
                    <Warnings desk=desk/>
                    <ExpectedFields desk=desk/>
                </div>
            </div>
            <Checks desk=desk/>
        </div>
    }
    .into_any()
}
