//! Where a user is signed in.

use crate::{
    auth::{attach, use_auth},
    components::{Confirm, FormError, List, When, sessions_at},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::api::admin::UserItem;

/// The sessions of the user, and a way to end them all.
#[component]
pub fn UserSessions(
    /// The user, whose number of sessions is kept in step.
    user: RwSignal<UserItem>,
    /// Where they are asked for.
    path: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let listing = sessions_at(auth, path.clone());
    // What is listed is newer than what the list of users said.
    Effect::new(move || {
        let count = u32::try_from(listing.count()).unwrap_or(u32::MAX);
        if listing.is_whole() && user.with_untracked(|user| user.sessions) != count {
            user.update(|user| user.sessions = count);
        }
    });
    // Disabling the account ends them.
    let disabled = Memo::new(move |_| user.with(|user| user.disabled_at));
    Effect::new(move |before: Option<Option<i64>>| {
        let disabled = disabled.get();
        if before.is_some_and(|before| before != disabled) {
            listing.reload();
        }
        disabled
    });
    let end_all = Action::new_local(move |(): &()| {
        let call = Call::delete(path.clone()).unrecorded();
        async move {
            attach::send::<()>(auth, call).await?;
            listing.reload();
            // What was pressed goes with the sessions.
            listing.focus();
            Ok::<_, ApiError>(())
        }
    });
    let error = Signal::derive(move || end_all.value().get().and_then(Result::err));
    let some = Signal::derive(move || listing.count() > 0);
    let question = Signal::derive(move || {
        let username = user.with(|user| user.username.clone());
        t_string!(i18n, admin.user.end_all_question, username = username)
    });
    view! {
        <div class="user__sessions" data-testid="user-session-list">
            <List
                listing=listing
                testid="sessions"
                label=text!(i18n, admin.user.session_list)
                empty=text!(i18n, admin.user.no_sessions)
            />
            <When so=some>
                <Confirm
                    label=text!(i18n, admin.user.end_all)
                    question=question
                    yes=text!(i18n, admin.user.end_all)
                    busy=end_all.pending()
                    on_yes=Callback::new(move |()| { end_all.dispatch(()); })
                    testid="user-end-all"
                />
            </When>
            <FormError error=error testid="user-sessions-error"/>
        </div>
    }
}
