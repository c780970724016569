//! A theft that was noticed: what happened and what to do.

use crate::{
    auth::{notice::Notice, use_auth},
    components::part,
    i18n::{t_string, text, use_i18n},
    lazy::{lazy, lazy_view},
    messages,
    pages::paths,
    router::A,
    times,
};
use leptos::prelude::*;

/// A banner, from the sign-in after a theft until the visitor has read it.
#[component]
pub fn TheftNotice() -> impl IntoView {
    let auth = use_auth();
    let notice = Memo::new(move |_| auth.notice());
    view! {
        <div role="status">
            {part(move || notice.get().map(|notice| lazy(move || banner(notice.clone()))))}
        </div>
    }
}

lazy_view! { steps: fn banner(notice: Notice) { view! { <Banner notice=notice/> } }}

#[component]
fn Banner(notice: Notice) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let theft = notice.theft;
    let at = theft.at;
    let when =
        Signal::derive(move || t_string!(i18n, common.theft.when, time = times::local(i18n, at)));
    let second = Signal::derive(move || {
        let address = theft.address.as_deref()?;
        let device = messages::device(i18n, &theft.device);
        Some(t_string!(i18n, common.theft.second, address = address, device = device))
    });
    view! {
        <section class="banner banner--wide banner--warn" data-testid="theft-notice" data-at=at>
            <p class="banner__title">{text!(i18n, common.theft.title)}</p>
            <p>{when}</p>
            <p data-testid="theft-from">{second}</p>
            <p>{text!(i18n, common.theft.todo)}</p>
            <p class="row">
                <A href=format!("{}#password", paths::ACCOUNT) class="button button--small" testid="theft-password">
                    {text!(i18n, common.theft.password)}
                </A>
                <A href=format!("{}#sessions", paths::ACCOUNT) class="button button--small" testid="theft-sessions">
                    {text!(i18n, common.theft.sessions)}
                </A>
                <button type="button" class="button button--small button--quiet" data-testid="theft-dismiss" on:click=move |_| auth.dismiss_notice()>
                    {text!(i18n, common.theft.dismiss)}
                </button>
            </p>
        </section>
    }
}
