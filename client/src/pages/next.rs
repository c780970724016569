//! Where to go after signing in.

use super::paths;
use crate::{auth::use_auth, router::use_location};
use leptos::prelude::*;

/// The way to the sign-in page and back to `here`.
pub fn sign_in_path(here: &str) -> String {
    with_next(paths::SIGN_IN, here)
}

/// Where `next` leads, if that is a page of this site: an attacker can write a link that carries another.
fn next_path(next: Option<&str>) -> &str {
    next.filter(|next| is_own(next)).unwrap_or(paths::HOME)
}

/// `path` with the `?next=` of the page that asks.
pub fn keep_next(path: &'static str) -> Signal<String> {
    let location = use_location();
    Signal::derive(move || match location.query("next") {
        Some(next) => with_next(path, &next),
        None => path.to_owned(),
    })
}

/// Goes on to where the visitor was headed, also when it is another tab that signs in.
pub fn leave_when_signed_in() {
    let auth = use_auth();
    let location = use_location();
    Effect::new(move || {
        if auth.signed_in().is_some() {
            let next = location.query_now("next");
            location.redirect(next_path(next.as_deref()));
        }
    });
}

fn with_next(path: &str, next: &str) -> String {
    let next = String::from(js_sys::encode_uri_component(next));
    format!("{path}?next={next}")
}

/// Browsers read `//host`, `/\host` and, once they have dropped the control characters, `/<tab>/host`
/// as addresses of other sites.
fn is_own(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.contains(char::is_control)
        && !path.starts_with(paths::SIGN_IN)
}

#[cfg(test)]
mod tests {
    use super::next_path;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for own in ["/", "/account", "/account?tab=sessions#top", "/?step=verify"] {
            assert_eq!(next_path(Some(own)), own);
        }
        for foreign in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/sign-in?next=/account",
        ] {
            assert_eq!(next_path(Some(foreign)), "/", "{foreign:?}");
        }
        assert_eq!(next_path(None), "/");
    }
}
