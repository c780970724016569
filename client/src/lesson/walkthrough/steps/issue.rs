//! Step 2: what the server has issued.

use super::super::{
    held::{Held, use_holding},
    parts::parts,
    press::Press,
    token::{Legend, TokenText},
    tour::Tour,
};
use crate::{
    components::{When, part},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::Step;

/// The token as it came, and a button to take it apart.
#[component]
pub fn Issue() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    // A token that is taken apart stays so while the seconds go by.
    let held = Memo::new(move |_| holding.get());
    let unpacked = Signal::derive(move || tour.is_done(Step::Issue));
    let packed = Signal::derive(move || !unpacked.get());
    part(move || {
        held.get().map(|held| {
            let sealed = held.is_sealed();
            let label = Signal::derive(move || {
                if sealed {
                    t_string!(i18n, walkthrough.issue.look)
                } else {
                    t_string!(i18n, walkthrough.issue.unpack)
                }
            });
            let unpack = move |()| tour.did(Step::Issue);
            let received = held.token.clone().map(|token| {
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
                        <Press testid="issue-unpack" label=label kind="primary" gives_way_to="unpacked" on_press=unpack/>
                    </div>
                </When>
                <When so=unpacked><Unpacked held=held.clone()/></When>
            }
        })
    })
}

#[component]
fn Unpacked(held: Held) -> impl IntoView {
    let i18n = use_i18n();
    match held.token {
        Some(token) => parts(&token).into_any(),
        None => view! {
            <div class="banner banner--warn" id="unpacked" tabindex="-1" data-testid="issue-no-token">
                <p class="banner__title">{text!(i18n, walkthrough.issue.sealed)}</p>
                <p>{text!(i18n, walkthrough.issue.sealed_text)}</p>
            </div>
        }
        .into_any(),
    }
}
