//! The users.

use super::{
    filter::{Filter, SearchField, filtered},
    user::User,
};
use crate::{
    auth::use_auth,
    components::{List, ListState, Row},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::api::{admin::UserItem, paths};

/// Finds users, and shows them a page at a time.
#[component]
pub fn Users() -> impl IntoView {
    let i18n = use_i18n();
    let search = Filter::named("search");
    let path = Signal::derive(move || filtered(paths::ADMIN_USERS, &[search]));
    let list = ListState::new(use_auth(), path, |user: UserItem| {
        Row::new(user.id.clone(), move || view! { <User user=user.clone()/> })
    });
    let empty = Signal::derive(move || {
        if search.is_empty() {
            t_string!(i18n, admin.users.none)
        } else {
            t_string!(i18n, admin.users.not_found)
        }
    });
    view! {
        <form class="filters" role="search" on:submit=|event| event.prevent_default()>
            <SearchField
                filter=search
                label=text!(i18n, admin.users.search)
                placeholder=text!(i18n, admin.users.search_hint)
                testid="user-search"
            />
        </form>
        <List list=list testid="users" label=text!(i18n, admin.users.title) empty=empty/>
    }
}
