//! The pages for admins: the users, the signing keys, and the audit log.

pub mod audit;
pub mod event;
pub mod filter;
pub mod keys;
pub mod timeline;
pub mod user;
pub mod user_sessions;
pub mod users;

use crate::{
    auth::use_auth,
    components::{Ticks, page_title, part},
    i18n::{text, use_i18n},
    pages::{NotFound, paths},
    router::{A, use_location},
};
use audit::Audit;
use keys::Keys;
use leptos::prelude::*;
use users::Users;

/// The pages `/admin/users`, `/admin/keys` and `/admin/audit`. `/admin` leads to the first.
#[component]
pub fn Admin() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let location = use_location();
    let tab = Memo::new(move |_| {
        location.pathname.with(|path| {
            let tab = path.strip_prefix("/admin/")?.trim_end_matches('/');
            (!tab.is_empty()).then(|| tab.to_owned())
        })
    });
    let is_admin = Memo::new(move |_| auth.is_admin());
    part(move || {
        match (is_admin.get(), tab.get().as_deref()) {
        (None, _) => view! {
            <p class="restoring" role="status" data-state="restoring">{text!(i18n, common.restoring)}</p>
        }
        .into_any(),
        (Some(false), _) => view! { <NotForYou/> }.into_any(),
        (Some(true), Some("users")) => {
            tabbed(text!(i18n, admin.users.title), || view! { <Users/> }.into_any())
        }
        (Some(true), Some("keys")) => {
            tabbed(text!(i18n, admin.keys.title), || view! { <Keys/> }.into_any())
        }
        (Some(true), Some("audit")) => {
            tabbed(text!(i18n, admin.audit.title), || view! { <Audit/> }.into_any())
        }
        (Some(true), None) => {
            location.redirect(paths::ADMIN_USERS);
            ().into_any()
        }
        (Some(true), Some(_)) => view! { <NotFound/> }.into_any(),
    }
    })
}

/// One of the pages, below the links to all of them.
fn tabbed(title: Signal<&'static str>, content: fn() -> AnyView) -> AnyView {
    let i18n = use_i18n();
    provide_context(Ticks::start());
    page_title(title);
    let link = move |path: &'static str, testid: &'static str, label: Signal<&'static str>| {
        view! { <A href=path class="tabs__tab" testid=testid>{label}</A> }
    };
    view! {
        <section class="admin" data-testid="admin-page">
            <nav class="tabs" aria-label=text!(i18n, admin.title)>
                {link(paths::ADMIN_USERS, "admin-tab-users", text!(i18n, admin.users.tab))}
                {link(paths::ADMIN_KEYS, "admin-tab-keys", text!(i18n, admin.keys.tab))}
                {link(paths::ADMIN_AUDIT, "admin-tab-audit", text!(i18n, admin.audit.tab))}
            </nav>
            <h1>{title}</h1>
            {content()}
        </section>
    }
    .into_any()
}

/// For users who are no admins.
#[component]
fn NotForYou() -> impl IntoView {
    let i18n = use_i18n();
    page_title(text!(i18n, admin.forbidden.title));
    view! {
        <section class="page" data-testid="not-for-you">
            <h1>{text!(i18n, admin.forbidden.title)}</h1>
            <p>{text!(i18n, admin.forbidden.body)}</p>
            <p><A href=paths::ACCOUNT class="button">{text!(i18n, admin.forbidden.account)}</A></p>
        </section>
    }
}
