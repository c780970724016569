//! The route to a page: a row of a table that router, header and footer follow.

use crate::i18n::Words;
use leptos::prelude::*;

/// A page and the way to it. `Route::new` takes path, title and view; the other functions say who sees the page and
/// where a link leads to it.
#[must_use]
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub path: &'static str,
    /// The title of the window. A page with several views may change it.
    pub title: &'static Words,
    pub view: fn() -> AnyView,
    /// Whether the page is only for users who are signed in.
    pub protected: bool,
    pub link: Option<Link>,
    has_tabs: bool,
}

#[derive(Clone, Copy, Debug)]
pub enum Link {
    /// At the head of every page, while the signal says so.
    Header(&'static Words, fn() -> Signal<bool>),
    /// At the foot of every page.
    Footer(&'static Words),
}

impl Route {
    /// A page for all visitors, to which no link leads.
    pub const fn new(path: &'static str, title: &'static Words, view: fn() -> AnyView) -> Self {
        Self { path, title, view, protected: false, link: None, has_tabs: false }
    }

    /// The same page for users who are signed in. Other visitors are led to the sign-in page.
    pub const fn protected(self) -> Self {
        Self { protected: true, ..self }
    }

    /// The same page with tabs, each at a path below that of the page. The page knows which tabs there are.
    pub const fn with_tabs(self) -> Self {
        Self { has_tabs: true, ..self }
    }

    pub const fn in_header(self, words: &'static Words) -> Self {
        self.in_header_when(words, || Signal::stored(true))
    }

    /// The same page with a link to it in the header while `shown` says so.
    pub const fn in_header_when(self, words: &'static Words, shown: fn() -> Signal<bool>) -> Self {
        Self { link: Some(Link::Header(words, shown)), ..self }
    }

    pub const fn in_footer(self, words: &'static Words) -> Self {
        Self { link: Some(Link::Footer(words)), ..self }
    }

    /// Whether the page is at `path`, with or without a slash at the end.
    pub fn is_at(&self, path: &str) -> bool {
        let path = path.strip_suffix('/').unwrap_or(path);
        let own = self.path.strip_suffix('/').unwrap_or(self.path);
        match path.strip_prefix(own) {
            Some("") => true,
            Some(rest) => self.has_tabs && is_one_below(rest),
            None => false,
        }
    }

    /// The name under which tests find the link to it.
    pub fn testid(&self) -> String {
        let name = self.path.trim_start_matches('/');
        format!("nav-{}", if name.is_empty() { "home" } else { name })
    }
}

/// Each path has one page.
impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

fn is_one_below(rest: &str) -> bool {
    let mut segments = rest.split('/');
    segments.next() == Some("") && segments.count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    static TITLE: Words = ["title", "제목"];

    fn page(path: &'static str) -> Route {
        Route::new(path, &TITLE, || ().into_any())
    }

    #[test]
    fn a_page_is_at_its_path_and_one_with_tabs_one_below_it() {
        let pages = [page("/"), page("/lab"), page("/admin").with_tabs()];
        for (path, at) in [
            ("/", Some("/")),
            ("/lab", Some("/lab")),
            ("/lab/", Some("/lab")),
            ("/lab/attack", None),
            ("/admin", Some("/admin")),
            ("/admin/", Some("/admin")),
            ("/admin/keys", Some("/admin")),
            ("/admin/keys/", Some("/admin")),
            ("/admin/keys/more", None),
            ("/administration", None),
            ("/client-old.wasm", None),
            ("//", None),
        ] {
            let found = pages.iter().find(|page| page.is_at(path));
            assert_eq!(found.map(|page| page.path), at, "{path}");
        }
    }
}
