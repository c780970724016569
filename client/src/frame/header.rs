//! The head of every page.

use super::switches::{LanguageSwitch, ThemeSwitch};
use crate::{
    auth::{Session, Why, logout, use_auth},
    brand,
    components::{When, part},
    i18n::{t_string, text, use_i18n},
    lazy::login,
    pages::{
        paths,
        route::{Link, Route},
    },
    router::A,
};
use leptos::{prelude::*, task::spawn_local};

/// Links to the pages, the session, and the switches for language and colours.
#[component]
pub fn Header(pages: Vec<Route>) -> impl IntoView {
    let i18n = use_i18n();
    let link = move |page: Route| {
        let Some(Link::Header(words, shown)) = page.link else {
            return None;
        };
        let testid = page.testid();
        Some(view! {
            <When so=shown()>
                <A href=page.path class="nav__link" testid=testid.clone()>{i18n.words(words)}</A>
            </When>
        })
    };
    view! {
        <header class="header">
            <A href=paths::HOME class="brand">
                // The name beside it says enough to a screen reader.
                <span class="brand__logo" aria-hidden="true" inner_html=brand::LOGO></span>
                <span class="brand__name">{brand::NAME}</span>
            </A>
            <nav class="nav" aria-label=text!(i18n, common.nav.label)>
                {pages.into_iter().filter_map(link).collect_view()}
            </nav>
            <div class="header__side">
                <SessionState/>
                <LanguageSwitch/>
                <ThemeSwitch/>
            </div>
        </header>
    }
}

/// Who is signed in, and the way in or out.
#[component]
fn SessionState() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let state = Signal::derive(move || match auth.session() {
        Session::Restoring => "restoring",
        Session::SignedOut(_) => "signed_out",
        Session::SignedIn(_) => "signed_in",
    });
    let why = Signal::derive(move || match auth.session() {
        Session::SignedOut(why) => Some(why.name()),
        Session::Restoring | Session::SignedIn(_) => None,
    });
    let storage =
        Signal::derive(move || auth.signed_in().map(|signed_in| signed_in.storage.name()));
    let username = Memo::new(move |_| auth.signed_in().map(|signed_in| signed_in.username));
    let sign_out = move |_| {
        // At once, with nothing to be loaded before.
        let credential = logout::leave_here(auth, Why::SignedOut);
        spawn_local(login::leave_there(auth, credential));
    };

    let admits = Memo::new(move |_| auth.admits());
    let ways = part(move || {
        match (username.get(), admits.get()) {
        (Some(username), _) => view! {
            <span class="session__user" title=Signal::derive(move || t_string!(i18n, common.nav.signed_in_as, username = username.clone()))>
                {username.clone()}
            </span>
            <button type="button" class="button button--small" data-testid="sign-out" on:click=sign_out>
                {text!(i18n, common.nav.sign_out)}
            </button>
        }
        .into_any(),
        (None, Some(false)) => view! {
            <A href=paths::SIGN_IN class="nav__link" testid="nav-sign-in">
                {text!(i18n, common.nav.sign_in)}
            </A>
            <A href=paths::SIGN_UP class="nav__link" testid="nav-sign-up">
                {text!(i18n, common.nav.sign_up)}
            </A>
        }
        .into_any(),
        // Neither yet.
        (None, _) => ().into_any(),
    }
    });
    view! {
        <div
            class="session"
            data-testid="session-state"
            data-state=state
            data-why=why
            data-storage=storage
            data-username=Signal::derive(move || username.get())
        >
            {ways}
        </div>
    }
}
