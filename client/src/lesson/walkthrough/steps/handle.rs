//! Step 6: the answer.

use super::{
    super::state::{Tour, use_current_token},
    action::{ActionButton, ActionStatus},
};
use crate::{
    components::{When, either, part},
    i18n::{text, use_i18n},
    times,
};
use leptos::prelude::*;
use shared::{Step, api::Me};

/// The user whom the server has found in the token, from its last answer.
pub fn view() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let me = Memo::new(move |_| {
        let exchanges = tour.exchanges(Step::Handle);
        let answer = exchanges.last()?.answer()?;
        serde_json::from_str::<Me>(&answer.body).ok()
    });
    let answered = Signal::derive(move || me.with(Option::is_some));
    Effect::new(move || {
        if answered.get() {
            tour.did(&[Step::Handle]);
        }
    });
    let first = text!(i18n, walkthrough.attach.submit);
    let label = either(answered, text!(i18n, walkthrough.handle.submit), first);
    view! {
        <When so=Signal::derive(move || !answered.get())>
            <p class="soft">{text!(i18n, walkthrough.handle.none)}</p>
        </When>
        <When so=answered>
            <h3>{text!(i18n, walkthrough.handle.answer)}</h3>
            {part(move || me.get().map(facts))}
            <p class="banner banner--good">{text!(i18n, walkthrough.handle.no_database)}</p>
        </When>
        <When so=current.is_kept()>
            <div class="row">
                <ActionButton testid="handle-submit" label=label kind="primary" on_press=move |()| ask(tour)/>
            </div>
        </When>
        <ActionStatus step=Step::Handle testid="handle-error" success=None/>
    }
    .into_any()
}

/// Sends `GET /api/me` once more.
pub fn ask(tour: Tour) {
    tour.act(Step::Handle, tour.ask_me(Step::Handle));
}

fn facts(me: Me) -> AnyView {
    let i18n = use_i18n();
    let roles: Vec<_> = me.roles.iter().map(|role| role.name()).collect();
    let time = |at| Signal::derive(move || times::local_seconds(i18n, at));
    macro_rules! fact {
        ($claim:ident, $value:expr) => {
            view! {
                <div>
                    <dt>{text!(i18n, account.who.$claim)}</dt>
                    <dd>{$value}</dd>
                    <dd class="facts__note">{text!(i18n, walkthrough.handle.$claim)}</dd>
                </div>
            }
        };
    }
    view! {
        <dl class="facts" data-testid="handle-me">
            {fact!(sub, view! { <code data-testid="me-sub">{me.sub}</code> })}
            {fact!(sid, view! { <code data-testid="me-sid">{me.sid}</code> })}
            {fact!(roles, view! { <code>{roles.join(", ")}</code> })}
            {fact!(iat, time(me.iat))}
            {fact!(exp, time(me.exp))}
        </dl>
    }
    .into_any()
}
