//! Puts the program together: the login, its pages, and what is added to them.

use crate::{
    auth::{self, Auth},
    brand,
    components::{page_title, part},
    frame::Frame,
    i18n::{I18n, text, use_i18n},
    lazy::{lazy, login},
    pages::{self, PAGES, Route, paths, sign_in_path},
    preferences::Preferences,
    router::{provide_location, use_location},
};
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    provide_location();
    let preferences = Preferences::restore();
    provide_context(preferences);
    provide_context(I18n::of(preferences.locale));
    let auth = Auth::new(preferences.renewal);
    provide_context(auth);
    #[cfg(feature = "lesson")]
    let slots = crate::lesson::start(auth);
    #[cfg(not(feature = "lesson"))]
    let slots = pages::Slots::default();
    provide_context(slots);
    auth::restore::start(auth, login::settle);
    auth::roles::start(auth, login::ask_roles);
    auth::notice::start(auth);
    let pages: Vec<Route> = slots.pages.iter().chain(PAGES).copied().collect();
    let shown = pages.clone();
    view! {
        <Frame pages=pages>
            <Shown pages=shown/>
        </Frame>
    }
}

/// The page at the present path.
#[component]
fn Shown(pages: Vec<Route>) -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let page = Memo::new(move |_| {
        let path = location.pathname.get();
        pages.iter().copied().find(|page| page.is_at(&path))
    });
    part(move || {
        let Some(page) = page.get() else {
            if location.pathname.with_untracked(|path| path == paths::HOME) {
                location.redirect(brand::HOME);
                return ().into_any();
            }
            return lazy(pages::not_found);
        };
        page_title(i18n.words(page.title));
        if page.protected { signed_in(page.view) } else { (page.view)() }
    })
}

/// A page for users who are signed in. Others are led to the sign-in page, which leads back here.
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
