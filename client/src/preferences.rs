//! What a visitor prefers: language, colours, and whether tokens are renewed. Kept in this browser.

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

shared::named_enum! {
    /// The colours of the page. Storage, `data-theme` and forms have the names.
    #[derive(Default)]
    pub enum Theme {
        /// Follows the system.
        #[default]
        System = "system",
        Light = "light",
        Dark = "dark",
    }
}

/// The preferences of the visitor. Each is kept when it changes.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    pub locale: RwSignal<Locale>,
    pub theme: RwSignal<Theme>,
    /// Whether an expired token is renewed without asking.
    pub renewal: RwSignal<bool>,
}

impl Preferences {
    /// Reads what this browser has kept, and follows what this tab and others change from now on. Language and theme
    /// are also written to the page, as the script in `index.html` has done for the first paint.
    pub fn restore() -> Self {
        Self {
            locale: kept(LOCALE, kept_locale, |locale| {
                set_on_page("lang", Some(locale.tag()));
                locale.tag()
            }),
            theme: kept(THEME, kept_theme, |theme| {
                set_on_page("data-theme", (theme != Theme::System).then(|| theme.name()));
                theme.name()
            }),
            renewal: kept(RENEWAL, kept_renewal, |renewal| if renewal { "on" } else { "off" }),
        }
    }
}

/// A preference that is kept under `key`. `read` reads it, and `show` puts it on the page and returns the text to keep.
fn kept<T: Copy + Send + Sync + 'static>(
    key: &'static str,
    read: fn() -> T,
    show: fn(T) -> &'static str,
) -> RwSignal<T> {
    let value = RwSignal::new(read());
    Effect::new(move |before: Option<()>| {
        let text = show(value.get());
        if before.is_some() {
            LocalStorage::keep(key, text);
        }
    });
    let other_tab = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() == Some(key) {
            value.set(read());
        }
    });
    on_cleanup(move || other_tab.remove());
    value
}

pub fn use_preferences() -> Preferences {
    context()
}

fn kept_locale() -> Locale {
    let tag = LocalStorage::find_text(LOCALE)
        .or_else(|| web_sys::window()?.navigator().language())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let spoken = Locale::ALL.into_iter().find(|locale| tag.starts_with(locale.tag()));
    spoken.unwrap_or(brand::LANGUAGE)
}

fn kept_theme() -> Theme {
    LocalStorage::find_text(THEME).and_then(|name| Theme::from_name(&name)).unwrap_or_default()
}

fn kept_renewal() -> bool {
    LocalStorage::find_text(RENEWAL).as_deref() != Some("off")
}

fn set_on_page(attribute: &str, value: Option<&str>) {
    let Some(page) = document().document_element() else {
        return;
    };
    // Neither fails, since the names are valid.
    let _ = match value {
        Some(value) => page.set_attribute(attribute, value),
        None => page.remove_attribute(attribute),
    };
}
