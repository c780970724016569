//! Step 1: name and password, where the token is to be kept, and how long it lives.

use super::{
    super::state::{Issued, Tour},
    action::ActionResult,
};
use crate::{
    auth::{login, logout},
    components::{Field, LifetimeChoice, PasswordField, StorageChoice, When, part},
    context::context,
    http::{ApiError, Exchange},
    i18n::{t_string, text, texts::walkthrough as texts, use_i18n},
    lazy::{self, lazy, lazy_view, lazy_work},
    pages::paths,
    router::A,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    Step,
    api::{LoginRequest, StorageMode},
    credentials::Password,
};

/// The form. Where the server has a demo account, it is filled in.
pub fn view() -> AnyView {
    let i18n = use_i18n();
    let tour = context::<Tour>();
    let username = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let storage = RwSignal::new(StorageMode::default());
    let lifetime = RwSignal::new(None);
    let incomplete = RwSignal::new(false);
    let has_demo = fill_in(tour, username, password);

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = LoginRequest {
            username: username.get_untracked(),
            password: Password::new(password.get_untracked()),
            storage: storage.get_untracked(),
            lifetime: lifetime.get_untracked(),
        };
        let missing = request.username.trim().is_empty() || request.password.reveal().is_empty();
        incomplete.set(missing);
        if !missing {
            tour.act(Step::Login, async move {
                lazy::done(tour.auth.server, log_in_later(tour, request)).await?
            });
        }
    };
    let signed_in = Memo::new(move |_| tour.auth.admits() == Some(true));
    let acted = Memo::new(move |_| tour.has_acted());
    view! {
        {part(move || signed_in.get().then(|| lazy(already)))}
        <form class="form" novalidate data-testid="login-form" on:submit=submit>
            <div class="form__pair">
                <Field
                    id="login-username"
                    label=text!(i18n, auth.username)
                    value=username
                    autocomplete="username"
                />
                <PasswordField
                    id="login-password"
                    label=text!(i18n, auth.password)
                    value=password
                    autocomplete="current-password"
                />
            </div>
            <p class="small soft">
                <When so=has_demo>{text!(i18n, walkthrough.login.filled)} " "</When>
                {text!(i18n, walkthrough.login.own)} " "
                <A href=paths::SIGN_UP>{text!(i18n, walkthrough.login.sign_up)}</A>
            </p>
            <StorageChoice chosen=storage/>
            <LifetimeChoice chosen=lifetime/>
            <div class="row">
                <button
                    type="submit"
                    class="button button--primary"
                    data-testid="login-submit"
                    aria-disabled=Signal::derive(move || tour.busy.get().to_string())
                >
                    {text!(i18n, walkthrough.login.submit)}
                </button>
            </div>
            <p class="field__error" role="alert">
                {Signal::derive(move || incomplete.get().then(|| t_string!(i18n, walkthrough.login.missing)))}
            </p>
        </form>
        // A live region has to exist before what a screen reader shall announce in it.
        <div class="ending" role="status">
            {part(move || acted.get().then(|| lazy(outcome)))}
        </div>
    }
    .into_any()
}

// Tells a visitor who is signed in that another login begins anew.
lazy_view! { steps: fn already() {
    let i18n = use_i18n();
    let tour = context::<Tour>();
    part(move || {
        let signed_in = tour.auth.signed_in().filter(|_| tour.issued.with(Option::is_none))?;
        let banner = Signal::derive(move || {
            t_string!(i18n, walkthrough.login.signed_in, username = signed_in.username.clone())
        });
        Some(view! { <p class="banner">{banner}</p> })
    })
}}

lazy_view! { steps: fn outcome() {
    let tour = context::<Tour>();
    let success = Signal::derive(move || {
        let answered = |exchange: &Exchange| exchange.status() == Some(200);
        let arrived = tour.is_done(Step::Login) && tour.latest(Step::Login).iter().any(answered);
        arrived.then_some([&texts::login::arrived, &texts::login::arrived_text])
    });
    view! { <ActionResult step=Step::Login testid="login-error" success=success/> }
}}

/// Fills in the demo account when the server has told it, unless the visitor has typed something by then. The signal
/// says whether there is such an account.
fn fill_in(tour: Tour, username: RwSignal<String>, password: RwSignal<String>) -> Signal<bool> {
    Effect::new(move || {
        if let Some(demo) = tour.offer.demo()
            && username.with_untracked(String::is_empty)
            && password.with_untracked(String::is_empty)
        {
            username.set(demo.username);
            password.set(demo.password);
        }
    });
    Signal::derive(move || tour.offer.demo().is_some())
}

lazy_work! { steps: fn log_in_later(tour: Tour, request: LoginRequest) -> Result<(), ApiError> {
    log_in(tour, request)
}}

/// Ends the present session first, also one whose token was not kept yet. Otherwise it would live on at the server,
/// without anything in the page that could end it.
pub async fn log_in(tour: Tour, request: LoginRequest) -> Result<(), ApiError> {
    if tour.auth.signed_in_now().is_some() || tour.issued.with_untracked(Option::is_some) {
        logout::sign_out(tour.auth).await?;
    }
    let grant = login::log_in(tour.auth, &request).await?;
    tour.begin(Issued {
        username: request.username,
        storage: request.storage,
        expires: tour.auth.server.now().plus(grant.expires_in),
        grant,
    });
    Ok(())
}
