//! Step 6: the answer.

use super::super::{
    held::use_holding,
    press::{Ending, Press},
    tour::Tour,
};
use crate::{
    auth::attach,
    components::{When, part},
    http::Call,
    i18n::{t_string, text, use_i18n},
    times,
};
use leptos::prelude::*;
use shared::{
    Step,
    api::{Me, paths},
};

/// Who the server takes the visitor for, from the last answer that it gave.
#[component]
pub fn Handle() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    let ready = Memo::new(move |_| holding.get().is_some_and(|held| held.kept));
    let me = Memo::new(move |_| {
        let exchanges = tour.exchanges(Step::Handle);
        let answer = exchanges.last()?.answer()?;
        serde_json::from_str::<Me>(&answer.body).ok()
    });
    let answered = Signal::derive(move || me.with(Option::is_some));
    Effect::new(move || {
        if answered.get() {
            tour.did(Step::Handle);
        }
    });
    let ask = move |()| ask(tour);
    let label = Signal::derive(move || {
        if answered.get() {
            t_string!(i18n, walkthrough.handle.submit)
        } else {
            t_string!(i18n, walkthrough.attach.submit)
        }
    });
    view! {
        <When so=Signal::derive(move || !answered.get())>
            <p class="soft">{text!(i18n, walkthrough.handle.none)}</p>
        </When>
        <When so=answered>
            <h3>{text!(i18n, walkthrough.handle.answer)}</h3>
            {part(move || me.get().map(|me| view! { <Facts me=me/> }))}
            <p class="banner banner--good">{text!(i18n, walkthrough.handle.no_database)}</p>
        </When>
        <When so=ready>
            <div class="row"><Press testid="handle-submit" label=label kind="primary" on_press=ask/></div>
        </When>
        <Ending step=Step::Handle testid="handle-error" success=None/>
    }
}

/// Asks who the visitor is.
pub fn ask(tour: Tour) {
    tour.act(Step::Handle, async move {
        let call = Call::get(paths::ME).step(Step::Handle);
        attach::send::<Me>(tour.auth, call).await.map(|_| ())
    });
}

#[component]
fn Facts(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let roles: Vec<_> = me.roles.iter().map(|role| role.name()).collect();
    let (iat, exp) = (me.iat, me.exp);
    view! {
        <dl class="facts" data-testid="handle-me">
            <div>
                <dt>{text!(i18n, account.who.sub)}</dt>
                <dd><code data-testid="me-sub">{me.sub}</code></dd>
                <dd class="facts__note">{text!(i18n, walkthrough.handle.sub)}</dd>
            </div>
            <div>
                <dt>{text!(i18n, account.who.sid)}</dt>
                <dd><code data-testid="me-sid">{me.sid}</code></dd>
                <dd class="facts__note">{text!(i18n, walkthrough.handle.sid)}</dd>
            </div>
            <div>
                <dt>{text!(i18n, account.who.roles)}</dt>
                <dd><code>{roles.join(", ")}</code></dd>
                <dd class="facts__note">{text!(i18n, walkthrough.handle.roles)}</dd>
            </div>
            <div>
                <dt>{text!(i18n, account.who.iat)}</dt>
                <dd>{Signal::derive(move || times::local_seconds(i18n, iat))}</dd>
                <dd class="facts__note">{text!(i18n, walkthrough.handle.iat)}</dd>
            </div>
            <div>
                <dt>{text!(i18n, account.who.exp)}</dt>
                <dd>{Signal::derive(move || times::local_seconds(i18n, exp))}</dd>
                <dd class="facts__note">{text!(i18n, walkthrough.handle.exp)}</dd>
            </div>
        </dl>
    }
}
