//! The table of the login's pages, and the pages that are a file each. The account and the pages for admins have
//! folders of their own.
//!
//! To add a page: write it, put a row into [`PAGES`], and its title into `client/locales`. The router, the header and
//! the footer follow from the table.

pub(crate) mod next;
pub(crate) mod not_found;
pub mod paths;
pub mod route;
pub(crate) mod sign_in;
pub(crate) mod sign_up;
pub mod slots;

pub use next::sign_in_path;
pub use not_found::NotFound;
pub use route::Route;
pub use slots::Slots;

use crate::{
    account::Account,
    admin::Admin,
    auth::use_auth,
    i18n::texts,
    lazy::{lazy, lazy_view},
};
use leptos::prelude::*;
use sign_in::SignIn;
use sign_up::SignUp;

/// The pages of the login, in the order of their links.
pub static PAGES: &[Route] = &[
    Route::new(paths::SIGN_IN, &texts::auth::sign_in::title, || lazy(sign_in)),
    Route::new(paths::SIGN_UP, &texts::auth::sign_up::title, || lazy(sign_up)),
    Route::new(paths::ACCOUNT, &texts::account::title, || lazy(account))
        .protected()
        .in_header(&texts::common::nav::account),
    Route::new(paths::ADMIN, &texts::admin::title, || lazy(admin))
        .protected()
        .with_tabs()
        .in_header_when(&texts::common::nav::admin, is_admin),
];

// Each is loaded when it is first opened, together with the others of its part.
lazy_view! { short: fn sign_in() { view! { <SignIn/> } }}
lazy_view! { short: fn sign_up() { view! { <SignUp/> } }}
lazy_view! { account: fn account() { view! { <Account/> } }}
lazy_view! { account: fn admin() { view! { <Admin/> } }}
lazy_view! { short: pub(crate) fn not_found() { view! { <NotFound/> } }}

fn is_admin() -> Signal<bool> {
    let auth = use_auth();
    Signal::derive(move || auth.is_admin() == Some(true))
}
