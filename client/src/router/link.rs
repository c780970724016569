//! A link that marks itself when it leads to the present page.

use super::use_location;
use leptos::prelude::*;

/// A link to a page of this site, `aria-current` on that page and on those below it.
#[component]
pub fn A(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] class: Option<&'static str>,
    #[prop(optional, into)] testid: Option<String>,
    children: Children,
) -> impl IntoView {
    let path = use_location().pathname;
    let current = Signal::derive(move || {
        let here = href.with(|href| path.with(|path| leads_here(href, path)));
        here.then_some("page")
    });
    view! { <a href=href class=class data-testid=testid aria-current=current>{children()}</a> }
}

/// Whether a link leads to `path`, or to a page above it. All pages are below the first page, so a link to the first
/// page counts only there.
fn leads_here(href: &str, path: &str) -> bool {
    let to = href.split(['?', '#']).next().unwrap_or_default();
    let below = path.strip_prefix(to);
    below.is_some_and(|below| below.is_empty() || (to != "/" && below.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::leads_here;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_link_knows_its_page_and_the_pages_below_it() {
        for (href, path, here) in [
            ("/", "/", true),
            ("/?step=verify", "/", true),
            ("/", "/notes", false),
            ("/admin", "/admin", true),
            ("/admin", "/admin/users", true),
            ("/admin/users", "/admin", false),
            ("/admin", "/administration", false),
            ("/account#password", "/account", true),
        ] {
            assert_eq!(leads_here(href, path), here, "{href} at {path}");
        }
    }
}
