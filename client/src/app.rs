//! The frame around every page: what they share, and which page is at which path.

use crate::{
    auth::{self, Auth},
    components::part,
    frame::Frame,
    i18n::{text, use_i18n},
    lazy::lazy,
    lesson::walkthrough::{Tour, Walkthrough},
    pages::{self, later, paths, sign_in_path},
    preferences::Preferences,
    router::{provide_location, use_location},
};
use leptos::prelude::*;

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_location();
    let preferences = Preferences::restore();
    provide_context(preferences);
    let auth = Auth::new(preferences.renewal);
    provide_context(auth);
    auth::restore::start(auth, later::settle);
    auth::roles::start(auth, later::ask_roles);
    auth::notice::start(auth);
    provide_context(Tour::new(auth));
    view! { <Frame><Pages/></Frame> }
}

/// The page at the present path.
#[component]
fn Pages() -> impl IntoView {
    let location = use_location();
    let page = Memo::new(move |_| location.pathname.with(|path| Page::at(path)));
    part(move || match page.get() {
        Page::Walkthrough => view! { <Walkthrough/> }.into_any(),
        Page::Inspector => lazy(pages::inspector),
        Page::Lab => lazy(pages::lab),
        Page::WhenNot => lazy(pages::when_not),
        Page::SignIn => lazy(pages::sign_in),
        Page::SignUp => lazy(pages::sign_up),
        Page::Account => signed_in(|| lazy(pages::account)),
        Page::Admin => signed_in(|| lazy(pages::admin)),
        Page::NotFound => lazy(pages::not_found),
    })
}

/// A page for those who are signed in. All others are asked to, and come back here then.
fn signed_in(page: fn() -> AnyView) -> AnyView {
    let i18n = use_i18n();
    let auth = auth::use_auth();
    let location = use_location();
    // Of a session that is renewed only the expiry changes, and that is no reason to build the page again.
    let admits = Memo::new(move |_| auth.admits());
    part(move || match admits.get() {
        Some(true) => page(),
        Some(false) => {
            location.redirect(&sign_in_path(&location.here()));
            ().into_any()
        }
        None => view! { <p class="restoring" role="status">{text!(i18n, common.restoring)}</p> }
            .into_any(),
    })
    .into_any()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Walkthrough,
    Inspector,
    Lab,
    WhenNot,
    SignIn,
    SignUp,
    Account,
    Admin,
    NotFound,
}

impl Page {
    /// With or without a slash at the end.
    fn at(path: &str) -> Self {
        let path = path.strip_suffix('/').unwrap_or(path);
        match path {
            "" => Self::Walkthrough,
            paths::INSPECT => Self::Inspector,
            paths::LAB => Self::Lab,
            paths::WHEN_NOT => Self::WhenNot,
            paths::SIGN_IN => Self::SignIn,
            paths::SIGN_UP => Self::SignUp,
            paths::ACCOUNT => Self::Account,
            paths::ADMIN => Self::Admin,
            // Which tabs there are, it knows by itself.
            _ if path.strip_prefix(paths::ADMIN).is_some_and(is_one_below) => Self::Admin,
            _ => Self::NotFound,
        }
    }
}

fn is_one_below(rest: &str) -> bool {
    let mut segments = rest.split('/');
    segments.next() == Some("") && segments.count() == 1
}

#[cfg(test)]
mod tests {
    use super::Page;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_path_has_its_page_and_all_others_have_none() {
        for (path, page) in [
            ("/", Page::Walkthrough),
            ("/lab", Page::Lab),
            ("/lab/", Page::Lab),
            ("/lab/attack", Page::NotFound),
            ("/admin", Page::Admin),
            ("/admin/", Page::Admin),
            ("/admin/keys", Page::Admin),
            ("/admin/keys/", Page::Admin),
            ("/admin/keys/more", Page::NotFound),
            ("/administration", Page::NotFound),
            ("/client-old.wasm", Page::NotFound),
            ("//", Page::NotFound),
        ] {
            assert_eq!(Page::at(path), page, "{path}");
        }
    }
}
