//! The texts of `client/locales`, checked when compiled: a key that is missing in one language does not
//! build.

#[expect(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "build.rs writes this module; its documentation is the keys in the JSON files"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

pub use generated::i18n::*;

use leptos::prelude::*;
use leptos_i18n::I18nContext;

/// The language of a page, to ask for texts with.
pub type I18n = I18nContext<Locale, I18nKeys>;

/// A text that changes with the language: `text!(i18n, common.brand)`.
///
/// Leptos compiles the code that keeps a view up to date once for each type in a view, and each closure is
/// a type of its own. These are all of the same.
macro_rules! text {
    ($i18n:expr, $($key:tt)+) => {
        $crate::i18n::live_text($i18n, |locale| $crate::i18n::td_string!(locale, $($key)+))
    };
}
pub(crate) use text;

/// What [`text!`] makes.
pub(crate) fn live_text(i18n: I18n, words: fn(Locale) -> &'static str) -> Signal<&'static str> {
    Signal::derive(move || words(i18n.get_locale()))
}
