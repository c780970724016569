//! How a token is to be kept, and for how long it shall live.

use crate::{
    auth::use_auth,
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::api::{SHORTEST_LIFETIME, StorageMode};

/// The four places where a token can be kept, each with what it means.
#[component]
pub fn StorageChoice(
    /// The place that is chosen.
    chosen: RwSignal<StorageMode>,
) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |mode: StorageMode| {
        let id = format!("storage-{}", mode.name());
        let risk = format!("{id}-risk");
        view! {
            <div class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    name="storage"
                    id=id.clone()
                    value=mode.name()
                    data-testid=id.clone()
                    aria-describedby=risk.clone()
                    prop:checked=Signal::derive(move || chosen.get() == mode)
                    on:change=move |_| chosen.set(mode)
                />
                <label class="choice__label" for=id>{Signal::derive(move || messages::storage_name(i18n, mode))}</label>
                <p class="choice__note" id=risk>{Signal::derive(move || messages::storage_risk(i18n, mode))}</p>
            </div>
        }
    };
    view! {
        <fieldset class="choices">
            <legend class="choices__legend">{text!(i18n, auth.storage.legend)}</legend>
            {StorageMode::ALL.map(option).into_iter().collect_view()}
        </fieldset>
    }
}

/// 15 s, 60 s, or the server's normal lifetime, which is `None`.
#[component]
pub fn LifetimeChoice(
    /// The lifetime that is chosen, in seconds.
    chosen: RwSignal<Option<u32>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let server = use_auth().server;
    let name = move |lifetime: Option<u32>| match (lifetime, server.info()) {
        (Some(seconds), _) => {
            t_string!(i18n, auth.lifetime.seconds, seconds = seconds.to_string())
        }
        (None, Some(info)) => {
            let minutes = info.access_lifetime / 60;
            t_string!(i18n, auth.lifetime.normal, minutes = minutes.to_string())
        }
        (None, None) => t_string!(i18n, auth.lifetime.normal_unknown).to_owned(),
    };
    let option = move |lifetime: Option<u32>| {
        let value = lifetime.map_or_else(|| "normal".to_owned(), |seconds| seconds.to_string());
        let id = format!("lifetime-{value}");
        view! {
            <div class="choice choice--inline">
                <input
                    class="choice__input"
                    type="radio"
                    name="lifetime"
                    id=id.clone()
                    value=value
                    data-testid=id.clone()
                    prop:checked=Signal::derive(move || chosen.get() == lifetime)
                    on:change=move |_| chosen.set(lifetime)
                />
                <label class="choice__label" for=id>{Signal::derive(move || name(lifetime))}</label>
            </div>
        }
    };
    view! {
        <fieldset class="choices choices--inline">
            <legend class="choices__legend">{text!(i18n, auth.lifetime.legend)}</legend>
            {[Some(SHORTEST_LIFETIME), Some(60), None].map(option).into_iter().collect_view()}
        </fieldset>
    }
}
