//! The account page: who the token says you are.

use crate::{
    auth::{attach, use_auth},
    components::{FormError, page_title, part},
    http::Call,
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::api::{Me, paths};

/// The page `/account`, for those who are signed in.
#[component]
pub fn Account() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    page_title(text!(i18n, auth.account.title));

    let ask = Action::new_local(move |(): &()| attach::send::<Me>(auth, Call::get(paths::ME)));
    ask.dispatch(());
    let busy = ask.pending();
    let me = Signal::derive(move || ask.value().get().and_then(Result::ok));
    let error = Signal::derive(move || ask.value().get().and_then(Result::err));
    let label = Signal::derive(move || {
        if busy.get() {
            t_string!(i18n, auth.account.busy)
        } else {
            t_string!(i18n, auth.account.reload)
        }
    });

    view! {
        <section class="page account" data-testid="account-page">
            <h1>{text!(i18n, auth.account.title)}</h1>
            <p class="lead">{text!(i18n, auth.account.lead)}</p>
            <FormError error=error testid="account-error"/>
            {part(move || me.get().map(|me| view! { <Facts me=me/> }))}
            <Where/>
            <button
                type="button"
                class="button"
                data-testid="me-reload"
                aria-busy=Signal::derive(move || busy.get().to_string())
                on:click=move |_| { if !busy.get_untracked() { ask.dispatch(()); } }
            >
                {label}
            </button>
        </section>
    }
}

/// The answer of `GET /api/me`.
#[component]
fn Facts(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let roles: Vec<_> = me.roles.iter().map(|role| role.name()).collect();
    view! {
        <dl class="facts">
            <div><dt>{text!(i18n, auth.account.sub)}</dt><dd class="mono" data-testid="me-sub">{me.sub}</dd></div>
            <div><dt>{text!(i18n, auth.account.sid)}</dt><dd class="mono" data-testid="me-sid">{me.sid}</dd></div>
            <div><dt>{text!(i18n, auth.account.roles)}</dt><dd data-testid="me-roles">{roles.join(", ")}</dd></div>
            <div><dt>{text!(i18n, auth.account.iat)}</dt><dd data-testid="me-iat" data-value=me.iat.0>{Signal::derive(move || messages::date_time(i18n, me.iat))}</dd></div>
            <div><dt>{text!(i18n, auth.account.exp)}</dt><dd data-testid="me-exp" data-value=me.exp.0>{Signal::derive(move || messages::date_time(i18n, me.exp))}</dd></div>
        </dl>
    }
}

/// What only this browser knows.
#[component]
fn Where() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let facts = part(move || {
        auth.signed_in().map(|signed_in| {
            view! {
                <dl class="facts">
                    <div><dt>{text!(i18n, auth.account.username)}</dt><dd>{signed_in.username}</dd></div>
                    <div>
                        <dt>{text!(i18n, auth.account.storage)}</dt>
                        <dd>{Signal::derive(move || messages::storage_name(i18n, signed_in.storage))}</dd>
                    </div>
                </dl>
            }
        })
    });
    view! {
        <h2>{text!(i18n, auth.account.session)}</h2>
        {facts}
    }
}
