//! The frame around every page: what they share, and which page is at which path.

use crate::{
    account::Account,
    admin::Admin,
    auth::{self, Auth},
    components::{Footer, Header, ServerAway, TheftNotice, focus_after_navigation, focus_content},
    i18n::{text, use_i18n},
    inspector::Inspector,
    lab::Lab,
    pages::{NotFound, SignIn, SignUp, WhenNot, sign_in_path},
    preferences::Preferences,
    walkthrough::{Tour, Walkthrough},
};
use leptos::{ev, prelude::*};
use leptos_router::{
    components::{FlatRoutes, ProtectedRoute, Route, Router},
    hooks::use_location,
    path,
};

/// The application.
#[component]
pub fn App() -> impl IntoView {
    let preferences = Preferences::restore();
    provide_context(preferences);
    let auth = Auth::new(preferences);
    provide_context(auth);
    auth::restore::start(auth);
    auth::roles::start(auth);
    auth::notice::start(auth);
    provide_context(Tour::new(auth));

    view! {
        <Router>
            <Frame/>
        </Router>
    }
}

#[component]
fn Frame() -> impl IntoView {
    let i18n = use_i18n();
    let auth = auth::use_auth();
    let location = use_location();
    focus_after_navigation();

    let sign_in = move || {
        let path = location.pathname.get_untracked();
        sign_in_path(&format!(
            "{path}{}",
            location.search.with_untracked(|query| {
                if query.is_empty() {
                    String::new()
                } else {
                    format!("?{query}")
                }
            })
        ))
    };
    // Of a session that is renewed only the expiry changes, and that is no reason to build the page again.
    let admits = Memo::new(move |_| auth.admits());
    // The router would follow the link as a navigation, which moves no focus.
    let skip = |event: ev::MouseEvent| {
        event.prevent_default();
        focus_content();
    };
    let restoring =
        move || view! { <p class="restoring" role="status">{text!(i18n, common.restoring)}</p> };

    view! {
        <div class="app" data-testid="app">
            <a class="skip-link" href="#main" on:click=skip>{text!(i18n, common.skip)}</a>
            <Header/>
            <ServerAway/>
            <TheftNotice/>
            <main id="main" class="main" tabindex="-1">
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view=Walkthrough/>
                    <Route path=path!("/inspect") view=Inspector/>
                    <Route path=path!("/lab") view=Lab/>
                    <Route path=path!("/when-not") view=WhenNot/>
                    <Route path=path!("/sign-in") view=SignIn/>
                    <Route path=path!("/sign-up") view=SignUp/>
                    <ProtectedRoute
                        path=path!("/account")
                        view=Account
                        condition=move || admits.get()
                        redirect_path=sign_in
                        fallback=restoring
                    />
                    <ProtectedRoute
                        path=path!("/admin/:tab?")
                        view=Admin
                        condition=move || admits.get()
                        redirect_path=sign_in
                        fallback=restoring
                    />
                </FlatRoutes>
            </main>
            <Footer/>
        </div>
    }
}
