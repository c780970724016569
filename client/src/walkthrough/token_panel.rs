//! The token beside the steps: what it looks like, how long it lives, where it is.

use super::{
    countdown::Countdown,
    held::{Held, use_holding},
    place::PlaceNow,
    token::{Legend, TokenText},
};
use crate::components::part;
use crate::i18n::{text, use_i18n};
use leptos::prelude::*;
use shared::UnverifiedClaims;

/// Always in view on a wide page.
#[component]
pub fn TokenPanel() -> impl IntoView {
    let i18n = use_i18n();
    let holding = use_holding();
    let present = Signal::derive(move || holding.get().is_some_and(|held| held.is_present()));
    let serial = Signal::derive(move || {
        let claims = UnverifiedClaims::read(&holding.get()?.token?).ok()?;
        Some(claims.jti.chars().take(8).collect::<String>())
    });
    view! {
        <aside class="tour__aside" aria-labelledby="token-title">
            <div class="slip" data-testid="token-panel" data-present=Signal::derive(move || present.get().to_string())>
                <div class="stub__part">
                    <div class="stub__head">
                        <h2 id="token-title" class="serial">{text!(i18n, walkthrough.token.label)}</h2>
                        <span class="stub__serial">
                            {part(move || serial.get().map(|serial| view! { {text!(i18n, walkthrough.token.number)} " " {serial} }))}
                        </span>
                    </div>
                    {part(move || view! { <Looks held=holding.get()/> })}
                </div>
                <div class="slip__tear"></div>
                <div class="stub__part"><Countdown/></div>
                <div class="slip__tear"></div>
                <div class="stub__part"><PlaceNow/></div>
            </div>
        </aside>
    }
}

#[component]
fn Looks(#[prop(optional_no_strip)] held: Option<Held>) -> impl IntoView {
    let i18n = use_i18n();
    match held {
        None => {
            view! { <p class="small soft">{text!(i18n, walkthrough.token.none)}</p> }.into_any()
        }
        Some(Held {
            token: Some(token), ..
        }) => view! {
            <p class="stub__token"><TokenText token=token testids=true/></p>
            <Legend/>
        }
        .into_any(),
        Some(held) if held.is_sealed() => view! {
            <div class="token--sealed" aria-hidden="true">
                <div class="token__seal part--header"></div>
                <div class="token__seal part--payload"></div>
                <div class="token__seal part--signature"></div>
            </div>
            <p class="small soft">{text!(i18n, walkthrough.token.sealed)}</p>
        }
        .into_any(),
        Some(_) => {
            view! { <p class="small">{text!(i18n, walkthrough.token.missing)}</p> }.into_any()
        }
    }
}
