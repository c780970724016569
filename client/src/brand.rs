//! The program's name, logo, default language and home page. Its colours are in `client/styles/tokens.css`.
//!
//! `index.html`, which is shown before the program runs, repeats the name and the default language.

use crate::i18n::Locale;

pub const NAME: &str = "Claimcheck";

/// The logo, as SVG. `index.html` shows the same file as icon. Where it is part of a page, it takes the colours of
/// `tokens.css`, and elsewhere those that it names besides.
pub const LOGO: &str = include_str!("../logo.svg");

/// The language for browsers that ask for none of the program's languages.
pub const LANGUAGE: Locale = Locale::En;

/// Where `/` leads when the program has no page there.
pub const HOME: &str = "/account";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::PAGES;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const INDEX: &str = include_str!("../../index.html");

    #[test]
    fn the_name_and_the_default_language_are_those_of_the_first_paint() {
        assert!(INDEX.contains(&format!("<title>{NAME}</title>")));
        let language = LANGUAGE.tag();
        assert!(INDEX.contains(&format!("<html lang=\"{language}\">")));
        assert!(INDEX.contains("href=\"client/logo.svg\""));
    }

    #[test]
    fn the_home_page_is_one_of_the_pages() {
        assert!(PAGES.iter().any(|page| page.path == HOME));
    }
}
