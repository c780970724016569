//! Whom the token names, and that this is all it says.

use super::load_failed::LoadFailed;
use crate::{
    auth::{attach, use_auth},
    components::{aria, either, failure, part},
    http::Call,
    i18n::{text, use_i18n},
    messages, times,
};
use leptos::prelude::*;
use shared::api::{Me, paths};

/// What `GET /api/me` answers, and the way to ask again.
#[component]
pub fn Identity() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let ask = Action::new_local(move |(): &()| attach::send::<Me>(auth, Call::get(paths::ME)));
    ask.dispatch(());
    let busy = ask.pending();
    let me = Signal::derive(move || ask.value().get().and_then(Result::ok));
    let label = either(busy, text!(i18n, account.who.busy), text!(i18n, account.who.reload));
    let again = move || {
        if !busy.get_untracked() {
            ask.dispatch(());
        }
    };
    view! {
        <div class="account__pair">
            <div class="stack">
                {part(move || me.get().map(|me| view! { <Facts me=me/> }))}
                <LoadFailed error=failure(ask) testid="account-error" retry=move |()| again()/>
                <button
                    type="button"
                    class="button button--small account__again"
                    data-testid="me-reload"
                    aria-busy=aria(move || busy.get())
                    on:click=move |_| again()
                >
                    {label}
                </button>
            </div>
            <div class="banner account__point">
                <p class="banner__title">{text!(i18n, account.who.point_title)}</p>
                <p>{text!(i18n, account.who.point)}</p>
            </div>
        </div>
    }
}

/// The answer, and what only this browser knows.
#[component]
fn Facts(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let roles: Vec<_> = me.roles.iter().map(|role| role.name()).collect();
    let (iat, exp) = (me.iat, me.exp);
    // Gone for a moment at sign-out, before this page is.
    let username = Signal::derive(move || auth.signed_in().map(|signed_in| signed_in.username));
    let storage = Signal::derive(move || {
        let signed_in = auth.signed_in()?;
        Some(messages::storage_name(i18n, signed_in.storage))
    });
    view! {
        <dl class="facts">
            <div><dt>{text!(i18n, account.who.sub)}</dt><dd class="mono" data-testid="me-sub">{me.sub}</dd></div>
            <div><dt>{text!(i18n, account.who.sid)}</dt><dd class="mono" data-testid="me-sid">{me.sid}</dd></div>
            <div><dt>{text!(i18n, account.who.roles)}</dt><dd data-testid="me-roles">{roles.join(", ")}</dd></div>
            <div><dt>{text!(i18n, account.who.iat)}</dt><dd data-testid="me-iat" data-value=iat.0>{Signal::derive(move || times::local_seconds(i18n, iat))}</dd></div>
            <div><dt>{text!(i18n, account.who.exp)}</dt><dd data-testid="me-exp" data-value=exp.0>{Signal::derive(move || times::local_seconds(i18n, exp))}</dd></div>
        </dl>
        <h3>{text!(i18n, account.who.browser)}</h3>
        <dl class="facts">
            <div><dt>{text!(i18n, account.who.username)}</dt><dd data-testid="me-username">{username}</dd></div>
            <div><dt>{text!(i18n, account.who.storage)}</dt><dd>{storage}</dd></div>
        </dl>
    }
}
