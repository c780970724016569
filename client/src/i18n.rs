//! The texts of `client/locales`, checked when compiled: a key that is missing, or one that is missing in one
//! language, does not build.
//!
//! `text!(i18n, common.nav.label)` is a text that follows the language, for views. `t_string!` is the text in the
//! language of this moment, and `td_string!` in a given one; both fill in what a text leaves open:
//! `t_string!(i18n, auth.lifetime.seconds, seconds = "15")`.

use crate::context::context;
use leptos::prelude::*;

#[allow(
    non_upper_case_globals,
    unused_imports,
    reason = "build.rs writes these modules; their documentation is the keys in the JSON files"
)]
pub(crate) mod texts {
    use super::{Piece, Table, Template};

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// English.
    En,
    /// Korean.
    Ko,
}

impl Locale {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Ko];

    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }
}

/// The language of the page, to ask for texts with.
#[derive(Clone, Copy, Debug)]
pub struct I18n(RwSignal<Locale>);

impl I18n {
    /// Follows this signal.
    pub const fn of(locale: RwSignal<Locale>) -> Self {
        Self(locale)
    }

    /// The language of this moment. Reactive.
    pub fn get_locale(self) -> Locale {
        self.0.get()
    }

    /// A text that follows the language, of which only a running page knows which one it is.
    pub fn words(self, words: &'static Words) -> Signal<&'static str> {
        live_text(self, words)
    }
}

/// The language of this page.
pub fn use_i18n() -> I18n {
    context()
}

/// A text in each language, in the order of [`Locale`].
pub type Words = [&'static str; 2];

/// A text with places to fill in: `{{ seconds }} s`.
#[derive(Clone, Copy, Debug)]
pub struct Template(&'static [Piece]);

/// A piece of a [`Template`].
#[derive(Clone, Copy, Debug)]
pub enum Piece {
    /// Words.
    Text(&'static str),
    /// The name of what is to be filled in.
    Gap(&'static str),
}

impl Template {
    /// The text with these values in the places of these names.
    pub fn fill(self, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for piece in self.0 {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Gap(name) => {
                    let value = values.iter().find(|(known, _)| known == name);
                    debug_assert!(value.is_some(), "nothing to fill in for {name}");
                    filled.push_str(value.map_or("", |(_, value)| value));
                }
            }
        }
        filled
    }
}

/// Texts that are looked up by a name which only a running page knows. In `locales` it is a member whose name
/// ends with `_by_id`, and all its entries are alike.
#[derive(Debug)]
pub struct Table<T: 'static>(&'static [(&'static str, T)]);

impl<T> Table<T> {
    /// The entry with this name.
    pub fn find(&self, id: &str) -> Option<&'static T> {
        let found = self.0.iter().find(|(known, _)| *known == id);
        found.map(|(_, entry)| entry)
    }
}

impl Table<&'static str> {
    /// The text with this name; empty if there is none.
    pub fn text(&self, id: &str) -> &'static str {
        self.find(id).copied().unwrap_or_default()
    }
}

macro_rules! td_string {
    ($locale:expr, $($key:ident).+) => {
        $crate::i18n::texts::$($key)::+[$locale as usize]
    };
    ($locale:expr, $($key:ident).+, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::texts::$($key)::+[$locale as usize]
            .fill(&[$((stringify!($name), AsRef::<str>::as_ref(&$value))),+])
    };
}
pub(crate) use td_string;

macro_rules! t_string {
    ($i18n:expr, $($rest:tt)+) => {
        $crate::i18n::td_string!($i18n.get_locale(), $($rest)+)
    };
}
pub(crate) use t_string;

// Leptos compiles the code that keeps a view up to date once for each type in a view, and each closure is a
// type of its own. These are all of the same.
macro_rules! text {
    ($i18n:expr, $($key:ident).+) => {
        $crate::i18n::live_text($i18n, &$crate::i18n::texts::$($key)::+)
    };
}
pub(crate) use text;

/// What `text!` makes.
pub(crate) fn live_text(i18n: I18n, words: &'static Words) -> Signal<&'static str> {
    Signal::derive(move || words[i18n.get_locale() as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_a_text_leaves_open_is_filled_in_by_name() {
        let text = Template(&[
            Piece::Gap("b"),
            Piece::Text(", "),
            Piece::Gap("a"),
            Piece::Text(" and "),
            Piece::Gap("b"),
            Piece::Text("."),
        ]);
        assert_eq!(text.fill(&[("a", "one"), ("b", "two")]), "two, one and two.");
    }

    #[test]
    fn each_language_has_its_own_texts() {
        assert_eq!(td_string!(Locale::En, common.nav.sign_in), "Sign in");
        assert_eq!(td_string!(Locale::Ko, common.nav.sign_in), "로그인");
        let seconds = td_string!(Locale::Ko, auth.lifetime.seconds, seconds = "15");
        assert_eq!(seconds, "15초");
    }
}
