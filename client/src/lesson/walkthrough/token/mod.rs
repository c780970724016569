//! The token beside the steps: its text, the time that is left, and where it is kept.

mod countdown;
mod decoded;
mod storage;
mod text;

pub use decoded::decoded;
pub use storage::ReadBack;
pub use text::{Legend, TokenText, part_name};

use super::state::{TokenState, use_current_token};
use crate::{
    auth::UnverifiedToken,
    components::part,
    i18n::{text, use_i18n},
    lazy::{lazy, lazy_view},
};
use countdown::Countdown;
use leptos::prelude::*;
use storage::StorageNow;

/// The panel beside the steps. What it says while there is no token is part of the first load, all else is loaded.
#[component]
pub fn TokenPanel() -> impl IntoView {
    let current = use_current_token();
    let present = Signal::derive(move || current.get().is_some_and(|token| token.is_present()));
    let any = Memo::new(move |_| current.get().is_some());
    view! {
        <aside class="tour__aside" aria-labelledby="token-title">
            <div class="slip" data-testid="token-panel" data-present=Signal::derive(move || present.get().to_string())>
                {part(move || if any.get() { lazy(token) } else { no_token() })}
            </div>
        </aside>
    }
}

/// The same as [`token`] says without a token.
fn no_token() -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="stub__part">
            <h2 id="token-title" class="serial">{text!(i18n, walkthrough.token.label)}</h2>
            <p class="small soft">{text!(i18n, walkthrough.token.none)}</p>
        </div>
        <div class="slip__tear"></div>
        <div class="stub__part">
            <div class="countdown" data-testid="countdown" data-state="none">
                <p class="serial">{text!(i18n, walkthrough.countdown.label)}</p>
                <p class="countdown__line">
                    <span class="countdown__time" aria-hidden="true">"--:--"</span>
                    <span class="countdown__note">{text!(i18n, walkthrough.countdown.none)}</span>
                </p>
            </div>
        </div>
        <div class="slip__tear"></div>
        <div class="stub__part">
            <div class="stub__place" data-testid="storage-now" data-found="false">
                <p class="serial">{text!(i18n, walkthrough.place.label)}</p>
                <p class="stub__where">{text!(i18n, walkthrough.place.nowhere)}</p>
            </div>
        </div>
    }
    .into_any()
}

lazy_view! { steps: fn token() {
    let i18n = use_i18n();
    let current = use_current_token();
    let serial = Signal::derive(move || {
        let claims = UnverifiedToken::read(&current.text()?)?;
        Some(claims.jti.chars().take(8).collect::<String>())
    });
    let number = part(move || {
        let serial = serial.get()?;
        Some(view! { {text!(i18n, walkthrough.token.number)} " " {serial} })
    });
    view! {
        <div class="stub__part">
            <div class="stub__head">
                <h2 id="token-title" class="serial">{text!(i18n, walkthrough.token.label)}</h2>
                <span class="stub__serial">{number}</span>
            </div>
            {part(move || current.get().map(token_view))}
        </div>
        <div class="slip__tear"></div>
        <div class="stub__part"><Countdown/></div>
        <div class="slip__tear"></div>
        <div class="stub__part"><StorageNow/></div>
    }
}}

fn token_view(token: TokenState) -> AnyView {
    let i18n = use_i18n();
    match token {
        TokenState { text: Some(text), .. } => view! {
            <p class="stub__token"><TokenText token=text testids=true/></p>
            <Legend/>
        }
        .into_any(),
        token if token.is_sealed() => view! {
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
}
