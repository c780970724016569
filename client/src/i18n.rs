//! The texts of `client/locales`, checked when compiled: a key that is missing, or one that is missing in one
//! language, does not build.
//!
//! `text!(i18n, common.nav.label)` is a text that follows the language, for views. `t_string!` is the text in the
//! present language, and `td_string!` in a given one; both fill the gaps of a text:
//! `t_string!(i18n, auth.lifetime.seconds, seconds = "15")`.

use crate::context::context;
use leptos::prelude::*;
#[cfg(test)]
use std::collections::BTreeSet;

#[allow(
    non_upper_case_globals,
    unused_imports,
    reason = "build.rs writes these modules; their documentation is the keys in the JSON files"
)]
pub(crate) mod texts {
    use super::{Table, Template};

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    En,
    Ko,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::En, Self::Ko];

    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }
}

/// The language of the page, which the macros for texts take.
#[derive(Clone, Copy, Debug)]
pub struct I18n(RwSignal<Locale>);

impl I18n {
    pub const fn of(locale: RwSignal<Locale>) -> Self {
        Self(locale)
    }

    /// Reactive.
    pub fn get_locale(self) -> Locale {
        self.0.get()
    }

    /// The text of `words`, which follows the language. For a text that is chosen at run time.
    pub fn words(self, words: &'static Words) -> Signal<&'static str> {
        live_text(self, words)
    }
}

pub fn use_i18n() -> I18n {
    context()
}

/// A text in each language, in the order of [`Locale`].
pub type Words = [&'static str; 2];

/// A text with gaps, such as `{{ seconds }} s`: words and the names of gaps in turn, beginning with words.
#[derive(Clone, Copy, Debug)]
pub struct Template(&'static [&'static str]);

impl Template {
    /// The text with `values`, which are pairs of a gap's name and the words for it.
    pub fn fill(self, values: &[(&str, &str)]) -> String {
        let mut is_gap = true;
        let filled = self.0.iter().map(|piece| {
            is_gap = !is_gap;
            if !is_gap {
                return *piece;
            }
            let value = values.iter().find(|(name, _)| name == piece);
            debug_assert!(value.is_some(), "nothing to fill in for {piece}");
            value.map_or("", |(_, words)| *words)
        });
        filled.collect()
    }
}

/// Texts that a running page looks up by name. In `locales` it is an object whose name ends with `_by_id`, and all its
/// entries have the same members.
#[derive(Debug)]
pub struct Table<T: 'static>(&'static [(&'static str, T)]);

impl<T> Table<T> {
    pub fn find(&self, id: &str) -> Option<&'static T> {
        let found = self.0.iter().find(|(known, _)| *known == id);
        found.map(|(_, entry)| entry)
    }
}

#[cfg(test)]
impl<T> Table<T> {
    /// That the table has an entry for each of these names, and no other. `build.rs` compares the languages.
    pub(crate) fn assert_names<'n>(
        [table, _]: &[Self; 2],
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let ids = table.0.iter().map(|(id, _)| *id);
        assert_eq!(ids.collect::<BTreeSet<_>>(), names.into_iter().collect());
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
// type of its own. All texts are of one type.
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
    fn gaps_are_filled_by_name() {
        let text = Template(&["", "b", ", ", "a", " and ", "b", "."]);
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
