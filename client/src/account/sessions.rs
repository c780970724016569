//! The user's own sessions, and the ways to end them.

use crate::{
    auth::{Why, attach, logout, use_auth},
    components::{Confirm, FormError, List, ListState, When},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::api::paths;

#[component]
pub fn Sessions(
    /// The list, which other sections change as well.
    list: ListState,
) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let end_others = Action::new_local(move |(): &()| async move {
        let path = format!("{}?keep=current", paths::SESSIONS);
        attach::send::<()>(auth, Call::delete(path).unrecorded()).await?;
        // The button that was pressed goes with the sessions.
        list.focus();
        list.reload();
        Ok::<_, ApiError>(())
    });
    let end_all = Action::new_local(move |(): &()| async move {
        attach::send::<()>(auth, Call::delete(paths::SESSIONS).unrecorded()).await?;
        // Forgets the session here. The server answers that there is none left to end.
        let _ = logout::leave(auth, Why::SignedOut).await;
        Ok::<_, ApiError>(())
    });
    let busy = Signal::derive(move || end_others.pending().get() || end_all.pending().get());
    let others = Signal::derive(move || list.count() > 1);
    let done = Signal::derive(move || match end_others.value().get() {
        Some(Ok(())) if !others.get() => t_string!(i18n, account.sessions.end_others_done),
        _ => "",
    });
    let error = Signal::derive(move || {
        let others = end_others.value().get().and_then(Result::err);
        others.or_else(|| end_all.value().get().and_then(Result::err))
    });
    view! {
        <div class="row account__actions">
            <When so=others>
                <Confirm
                    label=text!(i18n, account.sessions.end_others)
                    question=text!(i18n, account.sessions.end_others_question)
                    busy=busy
                    on_yes=move |()| { end_others.dispatch(()); }
                    testid="sessions-end-others"
                />
            </When>
            <Confirm
                label=text!(i18n, account.sessions.end_all)
                question=text!(i18n, account.sessions.end_all_question)
                busy=busy
                on_yes=move |()| { end_all.dispatch(()); }
                testid="sessions-end-all"
            />
            <button type="button" class="button button--quiet" data-testid="sessions-reload" on:click=move |_| list.reload()>
                {text!(i18n, account.sessions.reload)}
            </button>
        </div>
        <p role="status" class="account__done" data-testid="sessions-done">{done}</p>
        <FormError error=error testid="sessions-error"/>
        <List
            list=list
            testid="sessions"
            label=text!(i18n, account.sessions.list)
            empty=text!(i18n, account.sessions.empty)
        />
    }
}
