//! One user: what an admin may know and do.

use crate::{
    auth::{attach, use_auth},
    components::{Ago, Confirm, FormError, List, When, part, sessions_at},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
    pages,
};
use leptos::{html::Article, prelude::*};
use leptos_router::components::A;
use shared::{
    Role,
    api::{
        admin::{ChangeUser, UserItem},
        paths,
    },
};

/// A row of the list of users.
#[component]
pub fn User(
    /// Who is shown.
    user: UserItem,
) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let own = auth
        .signed_in_now()
        .is_some_and(|signed_in| signed_in.username == user.username);
    let row = NodeRef::<Article>::new();
    let name = StoredValue::new(user.username.clone());
    let path = paths::ADMIN_USER.replace("{id}", &user.id);
    let sessions_path = paths::ADMIN_USER_SESSIONS.replace("{id}", &user.id);
    let (created, last_login) = (user.created_at, user.last_login_at);
    let roles = user.roles.clone();
    let user = RwSignal::new(user);
    let disabled = Memo::new(move |_| user.with(|user| user.disabled_at));

    let change = Action::new_local(move |disabled: &bool| {
        let call = Call::patch(
            path.clone(),
            &ChangeUser {
                disabled: *disabled,
            },
        )
        .unrecorded();
        async move {
            user.set(attach::send(auth, call).await?);
            // What was pressed is gone: the keyboard goes on from the row.
            if let Some(row) = row.get_untracked() {
                // Focusing an element of this document does not fail.
                let _ = row.focus();
            }
            Ok::<_, ApiError>(())
        }
    });
    let error = Signal::derive(move || change.value().get().and_then(Result::err));
    let is_disabled = Signal::derive(move || disabled.get().is_some());
    let may_disable = Signal::derive(move || !own && !is_disabled.get());
    let question = Signal::derive(move || {
        t_string!(
            i18n,
            admin.user.disable_question,
            username = name.get_value()
        )
    });
    let open = RwSignal::new(false);
    let count = Memo::new(move |_| user.with(|user| user.sessions));
    let sessions_label = Signal::derive(move || {
        t_string!(i18n, admin.user.sessions, count = count.get().to_string())
    });
    let audit = format!("{}?user={}", pages::paths::ADMIN_AUDIT, name.get_value());

    view! {
        <article
            class="user"
            tabindex="-1"
            node_ref=row
            aria-label=name.get_value()
            data-testid="user"
            data-username=name.get_value()
            data-disabled=Signal::derive(move || is_disabled.get().to_string())
            data-sessions=count
        >
            <p class="user__name">
                <strong>{name.get_value()}</strong>
                {roles.into_iter().map(|role| view! { <RoleTag role=role/> }).collect_view()}
                <When so=Signal::stored(own)>" " <span class="tag">{text!(i18n, admin.user.you)}</span></When>
                <When so=is_disabled>" " <span class="tag tag--bad" data-testid="user-disabled">{text!(i18n, admin.user.disabled)}</span></When>
            </p>
            <dl class="user__facts">
                <div><dt>{text!(i18n, admin.user.created)}</dt><dd><Ago at=created/></dd></div>
                <div>
                    <dt>{text!(i18n, admin.user.last_login)}</dt>
                    <dd>{match last_login {
                        Some(at) => view! { <Ago at=at/> }.into_any(),
                        None => text!(i18n, admin.user.never).into_any(),
                    }}</dd>
                </div>
                {part(move || disabled.get().map(|at| view! {
                    <div><dt>{text!(i18n, admin.user.disabled)}</dt><dd><Ago at=at/></dd></div>
                }))}
            </dl>
            <div class="user__actions">
                <button
                    type="button"
                    class="button button--small"
                    data-testid="user-sessions"
                    aria-expanded=Signal::derive(move || open.get().to_string())
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {sessions_label}
                </button>
                <A href=audit attr:class="button button--small" attr:data-testid="user-audit">{text!(i18n, admin.audit.tab)}</A>
                <When so=is_disabled>
                    <button type="button" class="button button--small" data-testid="user-enable" on:click=move |_| { change.dispatch(false); }>
                        {text!(i18n, admin.user.enable)}
                    </button>
                </When>
                <When so=may_disable>
                    <Confirm
                        label=text!(i18n, admin.user.disable)
                        question=question
                        yes=text!(i18n, admin.user.disable)
                        busy=change.pending()
                        on_yes=Callback::new(move |()| { change.dispatch(true); })
                        testid="user-disable"
                    />
                </When>
            </div>
            <When so=Signal::stored(own)><p class="soft small">{text!(i18n, admin.user.own)}</p></When>
            <FormError error=error testid="user-error"/>
            {part(move || open.get().then(|| view! { <Sessions user=user path=sessions_path.clone()/> }))}
        </article>
    }
}

#[component]
fn RoleTag(role: Role) -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || match role {
        Role::User => t_string!(i18n, admin.role.user),
        Role::Admin => t_string!(i18n, admin.role.admin),
    });
    let class = match role {
        Role::User => "tag",
        Role::Admin => "tag tag--stamp",
    };
    view! { " " <span class=class data-testid="user-role" data-role=role.name()>{name}</span> }
}

/// The sessions of the user, and a way to end them all.
#[component]
fn Sessions(user: RwSignal<UserItem>, path: String) -> impl IntoView {
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
