//! What a visitor likes: language, colours, and whether to be renewed. Remembered in this browser.

use crate::{
    brand,
    browser::site_data::{LocalStorage, SiteData},
    context::context,
    i18n::Locale,
};
use leptos::{ev, prelude::*};

const LOCALE: &str = "claimcheck.locale";
const THEME: &str = "claimcheck.theme";
const RENEWAL: &str = "claimcheck.renewal";

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name used in storage, in `data-theme` and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The preferences, each a signal that is remembered when it changes.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    /// The language.
    pub locale: RwSignal<Locale>,
    /// The colours.
    pub theme: RwSignal<Theme>,
    /// Whether an expired token is renewed without asking.
    pub renewal: RwSignal<bool>,
}

impl Preferences {
    /// Reads what was remembered, and keeps page and memory in step with the signals from now on.
    /// The script in `index.html` has read language and theme before, for the first paint.
    pub fn restore() -> Self {
        let preferences = Self {
            locale: RwSignal::new(remembered_locale()),
            theme: RwSignal::new(remembered_theme()),
            renewal: RwSignal::new(remembered_renewal()),
        };
        Effect::new(move |before: Option<Locale>| {
            let locale = preferences.locale.get();
            set_on_page("lang", Some(locale.tag()));
            if before.is_some() {
                LocalStorage::keep(LOCALE, locale.tag());
            }
            locale
        });
        Effect::new(move |before: Option<()>| {
            let theme = preferences.theme.get();
            set_on_page("data-theme", (theme != Theme::System).then(|| theme.name()));
            if before.is_some() {
                LocalStorage::keep(THEME, theme.name());
            }
        });
        Effect::new(move |before: Option<()>| {
            let renewal = preferences.renewal.get();
            if before.is_some() {
                LocalStorage::keep(RENEWAL, if renewal { "on" } else { "off" });
            }
        });
        preferences.follow_other_tabs();
        preferences
    }

    fn follow_other_tabs(self) {
        let listener =
            window_event_listener(ev::storage, move |event| match event.key().as_deref() {
                Some(LOCALE) => self.locale.set(remembered_locale()),
                Some(THEME) => self.theme.set(remembered_theme()),
                Some(RENEWAL) => self.renewal.set(remembered_renewal()),
                _ => {}
            });
        on_cleanup(move || listener.remove());
    }
}

/// The preferences of this visitor.
pub fn use_preferences() -> Preferences {
    context()
}

fn remembered_locale() -> Locale {
    let tag = LocalStorage::find_text(LOCALE)
        .or_else(|| web_sys::window()?.navigator().language())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let spoken = Locale::ALL.into_iter().find(|locale| tag.starts_with(locale.tag()));
    spoken.unwrap_or(brand::LANGUAGE)
}

fn remembered_theme() -> Theme {
    LocalStorage::find_text(THEME).and_then(|name| Theme::from_name(&name)).unwrap_or_default()
}

fn remembered_renewal() -> bool {
    LocalStorage::find_text(RENEWAL).as_deref() != Some("off")
}

fn set_on_page(attribute: &str, value: Option<&str>) {
    let Some(page) = document().document_element() else {
        return;
    };
    // Neither fails: the names are valid attribute names.
    let _ = match value {
        Some(value) => page.set_attribute(attribute, value),
        None => page.remove_attribute(attribute),
    };
}
