//! The choices of a login: where the token is kept, and how long it lives.

use crate::{
    auth::use_auth,
    i18n::{Locale, t_string, td_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::api::{SHORTEST_LIFETIME, StorageMode};

/// The four places where a token can be kept, each with its risk.
#[component]
pub fn StorageChoice(chosen: RwSignal<StorageMode>) -> impl IntoView {
    let i18n = use_i18n();
    let option = move |mode: StorageMode| {
        let id = format!("storage-{}", mode.name());
        let risk = format!("{id}-risk");
        let label = Signal::derive(move || messages::storage_name(i18n, mode));
        view! {
            <div class="choice">
                {radio(id, "storage", label, chosen, mode, Some(risk.clone()))}
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

/// A button of the group `name` that chooses `own`, with its label.
pub fn radio<T: Copy + PartialEq + Send + Sync + 'static>(
    id: String,
    name: &'static str,
    label: impl IntoView,
    chosen: RwSignal<T>,
    own: T,
    described_by: Option<String>,
) -> impl IntoView {
    view! {
        <input
            class="choice__input"
            type="radio"
            name=name
            id=id.clone()
            data-testid=id.clone()
            aria-describedby=described_by
            prop:checked=Signal::derive(move || chosen.get() == own)
            on:change=move |_| chosen.set(own)
        />
        <label class="choice__label" for=id>{label}</label>
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
    let normal = Memo::new(move |_| server.info().map(|info| info.access_lifetime));
    Effect::new(move || {
        if !is_offered(chosen.get(), normal.get()) {
            chosen.set(None);
        }
    });
    let name = move |lifetime: Option<u32>| match (lifetime, normal.get()) {
        (Some(seconds), _) => {
            t_string!(i18n, auth.lifetime.seconds, seconds = seconds.to_string())
        }
        (None, Some(seconds)) => normal_name(i18n.get_locale(), seconds),
        (None, None) => t_string!(i18n, auth.lifetime.normal_unknown).to_owned(),
    };
    let option = move |lifetime: Option<u32>| {
        let id = lifetime.map_or_else(|| "normal".to_owned(), |seconds| seconds.to_string());
        let id = format!("lifetime-{id}");
        view! {
            <div class="choice choice--inline" hidden=Signal::derive(move || !is_offered(lifetime, normal.get()))>
                {radio(id, "lifetime", Signal::derive(move || name(lifetime)), chosen, lifetime, None)}
            </div>
        }
    };
    view! {
        <fieldset class="choices choices--inline">
            <legend class="choices__legend">{text!(i18n, auth.lifetime.legend)}</legend>
            {LIFETIMES.map(option).into_iter().collect_view()}
        </fieldset>
    }
}

const LIFETIMES: [Option<u32>; 3] = [Some(SHORTEST_LIFETIME), Some(60), None];

/// The server refuses a lifetime longer than the normal one, and one as long would be offered twice.
fn is_offered(lifetime: Option<u32>, normal: Option<u32>) -> bool {
    let short = lifetime.zip(normal);
    short.is_none_or(|(lifetime, normal)| lifetime < normal)
}

fn normal_name(locale: Locale, seconds: u32) -> String {
    if seconds.is_multiple_of(60) {
        let minutes = (seconds / 60).to_string();
        td_string!(locale, auth.lifetime.normal, minutes = minutes)
    } else {
        let seconds = seconds.to_string();
        td_string!(locale, auth.lifetime.normal_seconds, seconds = seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn nothing_is_offered_that_the_server_would_refuse() {
        let offered = |normal| -> Vec<_> {
            let offered = LIFETIMES.into_iter();
            offered.filter(|lifetime| is_offered(*lifetime, normal)).collect()
        };
        let all = [Some(15), Some(60), None];
        assert_eq!(offered(None), all);
        assert_eq!(offered(Some(600)), all);
        assert_eq!(offered(Some(60)), [Some(15), None]);
        assert_eq!(offered(Some(30)), [Some(15), None]);
        assert_eq!(offered(Some(15)), [None]);
    }

    #[test]
    fn the_normal_lifetime_is_told_in_the_unit_that_it_fills() {
        assert_eq!(normal_name(Locale::En, 600), "Normal (10 min)");
        assert_eq!(normal_name(Locale::En, 30), "Normal (30 s)");
        assert_eq!(normal_name(Locale::En, 90), "Normal (90 s)");
    }
}
