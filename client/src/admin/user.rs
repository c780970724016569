//! One user: what an admin sees and does.

use super::user_sessions::UserSessions;
use crate::{
    auth::{attach, use_auth},
    components::{Ago, Confirm, FormError, When, aria, failure, focus_node, part},
    http::{ApiError, Call},
    i18n::{I18n, t_string, text, use_i18n},
    pages::{paths as pages, slots::use_slots},
    router::A,
};
use leptos::{html::Article, prelude::*};
use shared::{
    Role,
    api::{
        admin::{ChangeUser, UserItem},
        paths,
    },
};

#[component]
pub fn User(user: UserItem) -> impl IntoView {
    let i18n = use_i18n();
    let own =
        use_auth().signed_in_now().is_some_and(|signed_in| signed_in.username == user.username);
    let row = NodeRef::<Article>::new();
    let open = RwSignal::new(false);
    let name = user.username.clone();
    let roles = user.roles.iter().filter(|role| **role != Role::User);
    let roles: Vec<_> = roles.map(|role| tag(i18n, *role)).collect();
    let sessions = paths::ADMIN_USER_SESSIONS.replace("{id}", &user.id);
    let user = RwSignal::new(user);
    let disabled = Signal::derive(move || user.with(|user| user.disabled_at.is_some()));
    view! {
        <article
            class="user"
            tabindex="-1"
            node_ref=row
            aria-label=name.clone()
            data-testid="user"
            data-username=name.clone()
            data-disabled=aria(move || disabled.get())
            data-sessions=Signal::derive(move || user.with(|user| user.sessions))
        >
            <p class="user__name">
                <strong>{name.clone()}</strong>
                {roles}
                <When so=Signal::stored(own)>" " <span class="tag">{text!(i18n, admin.user.you)}</span></When>
                <When so=disabled>" " <span class="tag tag--bad" data-testid="user-disabled">{text!(i18n, admin.user.disabled)}</span></When>
            </p>
            <Facts user=user/>
            <Actions user=user own=own open=open row=row/>
            <When so=Signal::stored(own)><p class="soft small">{text!(i18n, admin.user.own)}</p></When>
            {part(move || open.get().then(|| view! { <UserSessions user=user path=sessions.clone()/> }))}
        </article>
    }
}

/// A role that not every account has.
fn tag(i18n: I18n, role: Role) -> AnyView {
    let name = match role {
        Role::Admin => text!(i18n, admin.role.admin).into_any(),
        Role::User => role.name().into_any(),
    };
    let found_by = format!("user-{}", role.name());
    view! { " " <span class="tag tag--stamp" data-testid=found_by>{name}</span> }.into_any()
}

#[component]
fn Facts(user: RwSignal<UserItem>) -> impl IntoView {
    let i18n = use_i18n();
    let disabled_at = Memo::new(move |_| user.with(|user| user.disabled_at));
    let (created, last_login) = user.with_untracked(|user| (user.created_at, user.last_login_at));
    let last_login = match last_login {
        Some(at) => view! { <Ago at=at/> }.into_any(),
        None => text!(i18n, admin.user.never).into_any(),
    };
    view! {
        <dl class="user__facts">
            <div><dt>{text!(i18n, admin.user.created)}</dt><dd><Ago at=created/></dd></div>
            <div><dt>{text!(i18n, admin.user.last_login)}</dt><dd>{last_login}</dd></div>
            {part(move || disabled_at.get().map(|at| view! {
                <div><dt>{text!(i18n, admin.user.disabled)}</dt><dd><Ago at=at/></dd></div>
            }))}
        </dl>
    }
}

/// What can be done to the user. `open` says whether the sessions are shown.
#[component]
fn Actions(
    user: RwSignal<UserItem>,
    own: bool,
    open: RwSignal<bool>,
    row: NodeRef<Article>,
) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let (name, path) = user.with_untracked(|user| {
        let path = paths::ADMIN_USER.replace("{id}", &user.id);
        (user.username.clone(), path)
    });
    let change = Action::new_local(move |disabled: &bool| {
        let disabled = *disabled;
        let call = Call::patch(path.clone(), &ChangeUser { disabled }).unrecorded();
        async move {
            user.set(attach::send(auth, call).await?);
            // The button that was pressed is gone: the keyboard goes on from the row.
            focus_node(row);
            Ok::<_, ApiError>(())
        }
    });
    let disabled = Signal::derive(move || user.with(|user| user.disabled_at.is_some()));
    let slots = use_slots();
    let guest = name.clone();
    let is_guest = Memo::new(move |_| slots.is_guest(&guest));
    // One admin has to be left, and an account that many people share stays there for all of them.
    let may_disable = Signal::derive(move || !own && !is_guest.get() && !disabled.get());
    let sessions = Signal::derive(move || {
        let count = user.with(|user| user.sessions.to_string());
        t_string!(i18n, admin.user.sessions, count = count)
    });
    let audit = format!("{}?user={name}", pages::ADMIN_AUDIT);
    let question =
        Signal::derive(move || t_string!(i18n, admin.user.disable_question, username = name));
    view! {
        <div class="user__actions">
            <button
                type="button"
                class="button button--small button--fold"
                data-testid="user-sessions"
                aria-expanded=aria(move || open.get())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {sessions}
            </button>
            <A href=audit class="button button--small" testid="user-audit">{text!(i18n, admin.audit.tab)}</A>
            <When so=disabled>
                <button type="button" class="button button--small" data-testid="user-enable" on:click=move |_| { change.dispatch(false); }>
                    {text!(i18n, admin.user.enable)}
                </button>
            </When>
            <When so=may_disable>
                <Confirm
                    label=text!(i18n, admin.user.disable)
                    question=question
                    busy=change.pending()
                    on_yes=move |()| { change.dispatch(true); }
                    testid="user-disable"
                />
            </When>
            <FormError error=failure(change) testid="user-error"/>
        </div>
    }
}
