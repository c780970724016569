//! Step 2: the token as it came, and a button to decode it.

use super::{
    super::{
        state::{Tour, use_current_token},
        token::{Legend, TokenText, decoded},
    },
    action::ActionButton,
};
use crate::{
    components::{When, part},
    i18n::{text, use_i18n},
};
use leptos::prelude::*;
use shared::Step;

pub fn view() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let unpacked = Signal::derive(move || tour.is_done(Step::Issue));
    let packed = Signal::derive(move || !unpacked.get());
    part(move || {
        current.get().map(|token| {
            let label = if token.is_sealed() {
                text!(i18n, walkthrough.issue.look)
            } else {
                text!(i18n, walkthrough.issue.unpack)
            };
            let unpack = move |()| tour.did(&[Step::Issue]);
            let received = token.text.clone().map(|token| {
                view! {
                    <p>{text!(i18n, walkthrough.issue.received)}</p>
                    <div class="place"><TokenText token=token/></div>
                    <Legend/>
                }
            });
            view! {
                {received}
                <When so=packed>
                    <div class="row">
                        <ActionButton testid="issue-unpack" label=label kind="primary" gives_way_to="unpacked" on_press=unpack/>
                    </div>
                </When>
                <When so=unpacked>{unpacked_view(token.text.as_deref())}</When>
            }
        })
    })
    .into_any()
}

fn unpacked_view(token: Option<&str>) -> AnyView {
    let i18n = use_i18n();
    match token {
        Some(token) => decoded(token).into_any(),
        None => view! {
            <div class="banner banner--warn" id="unpacked" tabindex="-1" data-testid="issue-no-token">
                <p class="banner__title">{text!(i18n, walkthrough.issue.sealed)}</p>
                <p>{text!(i18n, walkthrough.issue.sealed_text)}</p>
            </div>
        }
        .into_any(),
    }
}
