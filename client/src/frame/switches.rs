//! Language and colours.

use crate::{
    components::Segment,
    i18n::{Locale, t_string, text, use_i18n},
    preferences::{Theme, use_preferences},
};
use leptos::prelude::*;

/// Korean or English. Each is named in itself, for those who cannot read the other.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let chosen = use_preferences().locale;
    let button = move |locale: Locale, name: &'static str| {
        let tag = locale.tag();
        view! {
            <Segment
                testid=format!("lang-{tag}")
                label=name
                lang=tag
                pressed=Signal::derive(move || chosen.get() == locale)
                on_press=move |()| chosen.set(locale)
            />
        }
    };
    view! {
        <div class="segmented" role="group" data-testid="lang-switch" aria-label=text!(i18n, common.language)>
            {button(Locale::Ko, "한국어")}
            {button(Locale::En, "English")}
        </div>
    }
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let chosen = use_preferences().theme;
    let option = move |theme: Theme| {
        let name = Signal::derive(move || match theme {
            Theme::System => t_string!(i18n, common.theme.system),
            Theme::Light => t_string!(i18n, common.theme.light),
            Theme::Dark => t_string!(i18n, common.theme.dark),
        });
        view! { <option value=theme.name() selected=Signal::derive(move || chosen.get() == theme)>{name}</option> }
    };
    let choose = move |event| {
        if let Some(theme) = Theme::from_name(&event_target_value(&event)) {
            chosen.set(theme);
        }
    };
    view! {
        <select
            class="select"
            data-testid="theme-switch"
            aria-label=text!(i18n, common.theme.label)
            on:change=choose
        >
            {Theme::ALL.map(option).into_iter().collect_view()}
        </select>
    }
}
