//! The sessions of one user.

use crate::{
    auth::{attach, use_auth},
    components::{Confirm, FormError, List, When, failure, sessions_at},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::api::admin::UserItem;

#[component]
pub fn UserSessions(
    /// The user, whose number of sessions is kept in step.
    user: RwSignal<UserItem>,
    path: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let list = sessions_at(auth, path.clone());
    // This list is newer than the count in the list of users.
    Effect::new(move || {
        let count = u32::try_from(list.count()).unwrap_or(u32::MAX);
        if list.is_whole() && user.with_untracked(|user| user.sessions) != count {
            user.update(|user| user.sessions = count);
        }
    });
    // Disabling the account ends them.
    let disabled = Memo::new(move |_| user.with(|user| user.disabled_at));
    Effect::new(move |before: Option<Option<i64>>| {
        let disabled = disabled.get();
        if before.is_some_and(|before| before != disabled) {
            list.reload();
        }
        disabled
    });
    let end_all = Action::new_local(move |(): &()| {
        let call = Call::delete(path.clone()).unrecorded();
        async move {
            attach::send::<()>(auth, call).await?;
            list.reload();
            // The button that was pressed goes with the sessions.
            list.focus();
            Ok::<_, ApiError>(())
        }
    });
    let some = Signal::derive(move || list.count() > 0);
    let question = Signal::derive(move || {
        let username = user.with(|user| user.username.clone());
        t_string!(i18n, admin.user.end_all_question, username = username)
    });
    view! {
        <div class="user__sessions" data-testid="user-session-list">
            <List
                list=list
                testid="sessions"
                label=text!(i18n, admin.user.session_list)
                empty=text!(i18n, admin.user.no_sessions)
            />
            <When so=some>
                <Confirm
                    label=text!(i18n, admin.user.end_all)
                    question=question
                    busy=end_all.pending()
                    on_yes=move |()| { end_all.dispatch(()); }
                    testid="user-end-all"
                />
            </When>
            <FormError error=failure(end_all) testid="user-sessions-error"/>
        </div>
    }
}
