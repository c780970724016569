//! Where the token is kept, and what a script finds when it looks there.

use super::{
    super::state::{TokenState, use_current_token},
    text::TokenText,
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

#[component]
pub fn StorageNow() -> impl IntoView {
    let i18n = use_i18n();
    let token = use_current_token();
    let kept = Memo::new(move |_| token.get().filter(|token| token.kept));
    let name = Signal::derive(move || match kept.get() {
        None => t_string!(i18n, walkthrough.place.in_hand),
        Some(token) => messages::storage_name(i18n, token.mode),
    });
    view! {
        <div
            class="stub__place"
            data-testid="storage-now"
            data-mode=Signal::derive(move || kept.get().map(|token| token.mode.name()))
            data-found=Signal::derive(move || kept.get().is_some_and(|token| token.text.is_some()).to_string())
        >
            <p class="serial">{text!(i18n, walkthrough.place.label)}</p>
            <p class="stub__where">{name}</p>
            {part(move || kept.get().map(|token| view! { <p class="place__question">{question(i18n, token.mode)}</p> }))}
        </div>
    }
}

/// The expression that reads the place where the token is kept, and its value.
#[component]
pub fn ReadBack(token: TokenState) -> impl IntoView {
    let i18n = use_i18n();
    let mode = token.mode;
    let (before, after) = match mode {
        StorageMode::Memory => (String::new(), ""),
        // gloo-storage keeps it as JSON.
        StorageMode::LocalStorage => ("\"".to_owned(), "\""),
        StorageMode::Cookie => (format!("{}=", store::COOKIE_NAME), ""),
        StorageMode::HttpOnlyCookie => (format!("\"{}", cookie::visible()), "\""),
    };
    let answer = match token.text {
        Some(token) => view! { {before} <TokenText token=token/> {after} }.into_any(),
        None if mode == StorageMode::HttpOnlyCookie => view! { {before} {after} }.into_any(),
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
