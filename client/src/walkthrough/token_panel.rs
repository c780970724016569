//! The token beside the steps: what it looks like, how long it lives, where it is.

use super::{
    countdown::Countdown,
    held::{Held, use_holding},
    place::PlaceNow,
    token::{Legend, TokenText},
};
use crate::{
    auth::Claims,
    components::part,
    i18n::{text, use_i18n},
    lazy::{lazy, lazy_view},
};
use leptos::prelude::*;

/// Always in view on a wide page.
#[component]
pub fn TokenPanel() -> impl IntoView {
    let i18n = use_i18n();
    let holding = use_holding();
    let present = Signal::derive(move || holding.get().is_some_and(|held| held.is_present()));
    let serial = Signal::derive(move || {
        let claims = Claims::read(&holding.get()?.token?)?;
        Some(claims.jti.chars().take(8).collect::<String>())
    });
    let looks_now = part(move || match holding.get() {
        None => {
            view! { <p class="small soft">{text!(i18n, walkthrough.token.none)}</p> }.into_any()
        }
        Some(held) => lazy(move || looks(held.clone())),
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
                    {looks_now}
                </div>
                <div class="slip__tear"></div>
                <div class="stub__part"><Countdown/></div>
                <div class="slip__tear"></div>
                <div class="stub__part"><PlaceNow/></div>
            </div>
        </aside>
    }
}

lazy_view! { steps: fn looks(held: Held) {
    let i18n = use_i18n();
    match held {
        Held {
            token: Some(token), ..
        } => view! {
            <p class="stub__token"><TokenText token=token testids=true/></p>
            <Legend/>
        }
        .into_any(),
        held if held.is_sealed() => view! {
            <div class="token--sealed" aria-hidden="true">
                <div class="token__seal part--header"></div>
                <div class="token__seal part--payload"></div>
                <div class="token__seal part--signature"></div>
            </div>
            <p class="small soft">{text!(i18n, walkthrough.token.sealed)}</p>
        }
        .into_any(),
        _ => view! { <p class="small">{text!(i18n, walkthrough.token.missing)}</p> }.into_any(),
    }
}}
