//! A place for a token, and what a script finds when it looks there.

use super::{
    held::{Held, use_holding},
    token::TokenText,
};
use crate::{
    auth::store,
    browser::cookie,
    components::part,
    i18n::{I18n, t_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::api::StorageMode;

/// Where the token is now, in a line.
#[component]
pub fn PlaceNow() -> impl IntoView {
    let i18n = use_i18n();
    let held = use_holding();
    let kept = Memo::new(move |_| held.get().filter(|held| held.kept));
    let name = Signal::derive(move || match held.get() {
        None => t_string!(i18n, walkthrough.place.nowhere),
        Some(held) if !held.kept => t_string!(i18n, walkthrough.place.in_hand),
        Some(held) => messages::storage_name(i18n, held.mode),
    });
    view! {
        <div
            class="stub__place"
            data-testid="storage-now"
            data-mode=Signal::derive(move || kept.get().map(|held| held.mode.name()))
            data-found=Signal::derive(move || kept.get().is_some_and(|held| held.token.is_some()).to_string())
        >
            <p class="serial">{text!(i18n, walkthrough.place.label)}</p>
            <p class="stub__where">{name}</p>
            {part(move || kept.get().map(|held| view! { <p class="place__question">{question(i18n, held.mode)}</p> }))}
        </div>
    }
}

/// The question that a script asks there, and the answer that it gets.
#[component]
pub fn PlaceReadBack(
    /// The token that is kept.
    held: Held,
) -> impl IntoView {
    let i18n = use_i18n();
    let mode = held.mode;
    let answer = match held.token {
        Some(token) if mode == StorageMode::Cookie => view! {
            {store::COOKIE_NAME} "=" <TokenText token=token/>
        }
        .into_any(),
        // As JSON, which is how gloo-storage keeps it.
        Some(token) if mode == StorageMode::LocalStorage => view! {
            "\"" <TokenText token=token/> "\""
        }
        .into_any(),
        Some(token) => view! { <TokenText token=token/> }.into_any(),
        None if held.mode == StorageMode::HttpOnlyCookie => view! {
            "\"" {cookie::visible()} "\""
        }
        .into_any(),
        None => {
            view! { <span class="soft">{text!(i18n, walkthrough.store.nothing)}</span> }.into_any()
        }
    };
    view! {
        <div class="place">
            <p class="place__question">{Signal::derive(move || question(i18n, mode))}</p>
            <p class="place__answer">{answer}</p>
        </div>
    }
}

fn question(i18n: I18n, mode: StorageMode) -> String {
    match mode {
        StorageMode::Memory => t_string!(i18n, walkthrough.store.memory_ask).to_owned(),
        StorageMode::LocalStorage => {
            format!("localStorage.getItem(\"{}\")", store::LOCAL_STORAGE_KEY)
        }
        StorageMode::Cookie | StorageMode::HttpOnlyCookie => "document.cookie".to_owned(),
    }
}
