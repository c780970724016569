//! The signing keys: what each does now, and the way to the next.

use super::timeline::Timeline;
use crate::{
    auth::{Auth, attach, use_auth},
    components::{Ago, Confirm, FormError, Ticks, When, failure, part},
    http::{ApiError, Call},
    i18n::{text, use_i18n},
};
use leptos::prelude::*;
use shared::{
    ProblemCode,
    api::{
        Empty,
        admin::{KeyState, SigningKeyItem, SigningKeys},
        paths,
    },
    verify::Algorithm,
};

/// How long to wait before asking again for a change that is due: servers see it one after the other.
const ASK_AGAIN_S: i64 = 2;

/// The keys as the server told them last, and the calls that ask for them.
#[derive(Clone, Copy)]
struct KeyList {
    keys: RwSignal<Vec<SigningKeyItem>>,
    ask: Action<(), Result<(), ApiError>>,
    rotate: Action<(), Result<(), ApiError>>,
}

impl KeyList {
    /// Asks for the keys now, and again whenever a change is due.
    fn load(auth: Auth, ticks: Ticks) -> Self {
        let keys = RwSignal::new(Vec::<SigningKeyItem>::new());
        let asked = StoredValue::new(ticks.now_untracked());
        let take = move |answer: Result<SigningKeys, ApiError>| {
            keys.set(answer?.keys);
            Ok(())
        };
        let ask = Action::new_local(move |(): &()| {
            asked.set_value(ticks.now_untracked());
            async move { take(attach::send(auth, Call::get(paths::ADMIN_KEYS).unrecorded()).await) }
        });
        ask.dispatch(());
        let rotate = Action::new_local(move |(): &()| {
            let call = Call::post(paths::ADMIN_KEYS_ROTATE, &Empty {}).unrecorded();
            async move { take(attach::send(auth, call).await) }
        });
        Effect::new(move || {
            let now = ticks.now();
            let due = keys.with_untracked(|keys| keys.iter().any(|key| is_due(key, now.0 * 1000)));
            let waited = now.since(asked.get_value()) >= ASK_AGAIN_S;
            if due && waited && !auth.server.is_away() && !ask.pending().get_untracked() {
                ask.dispatch(());
            }
        });
        Self { keys, ask, rotate }
    }

    fn is_empty(self) -> bool {
        self.keys.with(Vec::is_empty)
    }

    /// When the announced key is to sign, in unix milliseconds.
    fn announced(self) -> Option<i64> {
        self.keys.with(|keys| {
            let next = keys.iter().find(|key| key.state == KeyState::Announced)?;
            Some(next.signs_from)
        })
    }

    /// Why the server does not rotate. That a rotation is under way is said for as long as it is.
    fn refusal(self) -> Signal<Option<ApiError>> {
        let error = failure(self.rotate);
        let is_pending = Memo::new(move |_| {
            let code = error.with(|error| error.as_ref().and_then(ApiError::code));
            code == Some(ProblemCode::RotationPending)
        });
        Effect::new(move || {
            // Another admin has rotated: that key is to be seen here too.
            if is_pending.get() {
                self.ask.dispatch(());
            }
        });
        Signal::derive(move || {
            error.get().filter(|_| !is_pending.get() || self.announced().is_some())
        })
    }
}

#[component]
pub fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    let list = KeyList::load(use_auth(), expect_context::<Ticks>());
    let announced = Memo::new(move |_| list.announced());
    let busy = Signal::derive(move || {
        list.rotate.pending().get() || announced.get().is_some() || list.is_empty()
    });
    let secret = Signal::derive(move || {
        !list.is_empty() && list.keys.with(|keys| keys.iter().all(is_secret))
    });
    let failed = failure(list.ask);
    let state = Signal::derive(move || match (list.is_empty(), failed.with(Option::is_some)) {
        (_, true) => "failed",
        (true, false) => "loading",
        (false, false) => "ready",
    });
    view! {
        <p class="lead">{text!(i18n, admin.keys.lead)}</p>
        <div class="keys" data-testid="keys" data-state=state>
            <div class="keys__bar">
                <Confirm
                    label=text!(i18n, admin.keys.rotate)
                    question=text!(i18n, admin.keys.question)
                    busy=busy
                    on_yes=move |()| { list.rotate.dispatch(()); }
                    testid="keys-rotate"
                    harmless=true
                />
                // The router would look for a page of its own there.
                <a href=paths::JWKS rel="external" data-testid="keys-jwks">{text!(i18n, admin.keys.jwks)}</a>
                <When so=secret><span class="soft small">{text!(i18n, admin.keys.secret)}</span></When>
            </div>
            // No status: it counts the seconds.
            {part(move || announced.get().map(|at| view! { <Pending at=at/> }))}
            <When so=Signal::derive(move || state.get() == "loading")>
                <p class="soft" role="status">{text!(i18n, common.list.loading)}</p>
            </When>
            <FormError error=list.refusal() testid="keys-error"/>
            <When so=Signal::derive(move || state.get() == "failed")>
                <FormError error=failed testid="list-error"/>
                <button type="button" class="button button--small keys__retry" data-testid="list-retry" on:click=move |_| { list.ask.dispatch(()); }>
                    {text!(i18n, common.list.retry)}
                </button>
            </When>
            {part(move || list.keys.with(|keys| cards(keys)))}
        </div>
    }
}

/// Says when the announced key signs. Servers see it one after the other.
#[component]
fn Pending(at: i64) -> impl IntoView {
    let i18n = use_i18n();
    let ticks = expect_context::<Ticks>();
    let due = Signal::derive(move || at <= ticks.now().0 * 1000);
    view! {
        <p class="banner" data-testid="keys-pending">
            <When so=due><span>{text!(i18n, admin.keys.pending_now)}</span></When>
            <When so=Signal::derive(move || !due.get())>
                <span>{text!(i18n, admin.keys.pending)} " " <Ago at=at/></span>
            </When>
        </p>
    }
}

/// Keys that are gone are no longer published either way.
fn is_secret(key: &SigningKeyItem) -> bool {
    key.state == KeyState::Gone || key.algorithm == Algorithm::Hs256
}

/// Whether time has made the state another one than what was told.
fn is_due(key: &SigningKeyItem, now_ms: i64) -> bool {
    let changes_at = match key.state {
        KeyState::Announced => Some(key.signs_from),
        KeyState::Verifying => key.verifies_until,
        // A key stops signing when the announced one begins.
        KeyState::Signing | KeyState::Gone => None,
    };
    changes_at.is_some_and(|at| at <= now_ms)
}

fn cards(keys: &[SigningKeyItem]) -> impl IntoView + use<> {
    // The newest is first, so the successor of a key stands before it.
    let successors = std::iter::once(None).chain(keys.iter().map(|key| Some(key.signs_from)));
    let cards = keys.iter().cloned().zip(successors);
    let cards = cards.map(|(key, succeeded_at)| view! { <Key key=key succeeded_at=succeeded_at/> });
    view! { <ol class="keys__list">{cards.collect_view()}</ol> }
}

#[component]
fn Key(key: SigningKeyItem, succeeded_at: Option<i64>) -> impl IntoView {
    let i18n = use_i18n();
    let begins = [Some(key.created_at), Some(key.signs_from), succeeded_at, key.verifies_until];
    let kid = key.kid.clone();
    view! {
        <li class="slip key" data-testid="key" data-kid=key.kid data-state=key.state.name()>
            <p class="key__name">
                <span class="serial">{key.algorithm.name()}</span>
                <code class="key__kid" title=text!(i18n, admin.keys.kid)>{kid}</code>
            </p>
            <Timeline state=key.state begins=begins/>
        </li>
    }
}
