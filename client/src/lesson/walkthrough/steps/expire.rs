//! Step 7: the end of a token, and what comes after.

use super::{
    super::state::{Tour, use_current_token},
    action::{ActionButton, ActionStatus, Success},
};
use crate::{
    auth::{Session, expire, logout},
    components::{When, either},
    http::{ApiError, Credential},
    i18n::{t_string, text, texts::walkthrough::expire as texts, use_i18n},
    lesson::paths as pages,
    messages,
};
use leptos::prelude::*;
use shared::{ProblemCode, Step, api::paths};

/// A visitor whose token lives for longer than this, in seconds, gets the tip to ask for a shorter one.
const LONG: u32 = 60;

pub fn view() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let long = Memo::new(move |_| current.get().is_some_and(|token| token.lifetime > LONG));

    let sign_out = move |()| {
        tour.act(Step::Expire, async move {
            tour.did(&[Step::Expire]);
            logout::sign_out(tour.auth).await
        });
    };
    view! {
        <RenewalSwitch/>
        <When so=current.is_kept()>
            <div class="row">
                <ActionButton
                    testid="expire-send"
                    label=text!(i18n, walkthrough.expire.send)
                    kind="primary"
                    on_press=move |()| send(tour)
                />
                <ActionButton
                    testid="expire-renew"
                    label=text!(i18n, walkthrough.expire.renew)
                    on_press=move |()| renew(tour)
                />
                <ActionButton
                    testid="expire-sign-out"
                    label=text!(i18n, walkthrough.expire.sign_out)
                    kind="danger"
                    gives_way_to="signed-out"
                    on_press=sign_out
                />
            </div>
        </When>
        <When so=long>
            <p class="small soft">{text!(i18n, walkthrough.expire.tip)}</p>
        </When>
        <ActionStatus step=Step::Expire testid="expire-error" success=success(tour)/>
        <After/>
    }
    .into_any()
}

/// Whether the page renews by itself.
#[component]
fn RenewalSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let renewal = expect_context::<Tour>().auth.renewal;
    let on = text!(i18n, walkthrough.expire.renewal_on);
    let meaning = either(renewal, on, text!(i18n, walkthrough.expire.renewal_off));
    view! {
        <div>
            <button
                type="button"
                class="switch"
                role="switch"
                data-testid="renewal-switch"
                aria-checked=Signal::derive(move || renewal.get().to_string())
                aria-describedby="renewal-meaning"
                on:click=move |_| renewal.update(|renewal| *renewal = !*renewal)
            >
                <span class="switch__track"></span>
                {text!(i18n, walkthrough.expire.renewal)}
            </button>
            <p id="renewal-meaning" class="small soft">{meaning}</p>
        </div>
    }
}

/// When the session is over: why, the way back in, and what the old token is still good for.
#[component]
fn After() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let out = Memo::new(move |_| match tour.auth.session() {
        Session::SignedOut(why) => tour.is_done(Step::Expire).then_some(why),
        Session::Restoring | Session::SignedIn(_) => None,
    });
    let old = Memo::new(move |_| tour.last_token.with(Option::is_some));
    let why = Signal::derive(move || {
        out.get()
            .and_then(|why| messages::why(i18n, why))
            .unwrap_or_else(|| t_string!(i18n, walkthrough.expire.out))
    });
    let try_old = move |()| {
        if let Some(token) = tour.last_token.get_untracked() {
            tour.act(Step::Expire, tour.ask_me_with(Step::Expire, Credential::Bearer(token)));
        }
    };
    view! {
        <When so=Signal::derive(move || out.get().is_some())>
            <div class="banner banner--warn" id="signed-out" tabindex="-1">
                <p class="banner__title">{why}</p>
                <p>{text!(i18n, walkthrough.expire.out_text)}</p>
                <div class="row">
                    <a class="button button--primary" href=pages::step(Step::Login) data-noscroll="" data-testid="expire-sign-in-again">
                        {text!(i18n, walkthrough.expire.again)}
                    </a>
                    <When so=old>
                        <ActionButton
                            testid="expire-try-old"
                            label=text!(i18n, walkthrough.expire.old)
                            on_press=try_old
                        />
                    </When>
                </div>
            </div>
        </When>
    }
}

/// What the last action has shown, judged by the exchanges that it has caused.
fn success(tour: Tour) -> Success {
    Signal::derive(move || {
        let latest = tour.latest(Step::Expire);
        let answered = |path: &str| {
            latest.iter().any(|exchange| exchange.path == path && exchange.status() == Some(200))
        };
        match (answered(paths::REFRESH), answered(paths::ME)) {
            (true, true) => Some([&texts::renewed, &texts::renewed_text]),
            (true, false) => Some([&texts::renewed_now, &texts::renewed_now_text]),
            (false, true) => Some([&texts::fresh, &texts::fresh_text]),
            (false, false) => None,
        }
    })
}

/// Sends the token, whatever its age.
pub fn send(tour: Tour) {
    tour.act(Step::Expire, try_token(tour));
}

/// Exchanges the refresh cookie for a new token.
pub fn renew(tour: Tour) {
    tour.act(Step::Expire, async move {
        expire::renew_now(tour.auth).await?;
        tour.did(&[Step::Expire]);
        Ok(())
    });
}

/// The step is done when the server has refused the token as expired, or the page has renewed it because of that.
async fn try_token(tour: Tour) -> Result<(), ApiError> {
    let before = tour.recorded.last_id();
    let result = tour.ask_me(Step::Expire).await;
    let expired = matches!(&result, Err(error) if error.code() == Some(ProblemCode::TokenExpired));
    let renewed = tour.recorded.last_id() > before + 1;
    if expired || renewed {
        tour.did(&[Step::Expire]);
    }
    result
}
