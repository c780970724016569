//! The sign-in page: the first three steps in one go.

use super::{
    next::{keep_next, leave_when_signed_in},
    paths,
    slots::{Typed, use_slots},
};
use crate::{
    auth::{self, Session, Why, use_auth},
    components::{
        CredentialFields, FormError, LifetimeChoice, StorageChoice, SubmitButton, When,
        focus_first_invalid,
    },
    i18n::{t_string, text, use_i18n},
    messages,
    router::A,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    api::{LoginRequest, StorageMode},
    credentials::Password,
};

/// The page `/sign-in`. `?next=` says where to go from here.
#[component]
pub fn SignIn() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();

    let username = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let storage = RwSignal::new(StorageMode::default());
    let lifetime = RwSignal::new(None);
    let submitted = RwSignal::new(false);

    let sign_in = Action::new_local(move |request: &LoginRequest| {
        let request = LoginRequest {
            username: request.username.clone(),
            password: request.password.clone(),
            ..*request
        };
        async move { auth::sign_in(auth, &request).await }
    });
    let busy = sign_in.pending();
    let error = Signal::derive(move || sign_in.value().get().and_then(Result::err));

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        focus_first_invalid(&event);
        let complete = username.with(|name| !name.trim().is_empty())
            && password.with(|password| !password.is_empty());
        if complete && !busy.get_untracked() {
            sign_in.dispatch(LoginRequest {
                username: username.get_untracked(),
                password: Password::new(password.get_untracked()),
                storage: storage.get_untracked(),
                lifetime: lifetime.get_untracked(),
            });
        }
    };
    let missing = move |empty: bool, sentence: &'static str| {
        (submitted.get() && empty).then(|| sentence.to_owned())
    };
    let username_error = Signal::derive(move || {
        let empty = username.with(|name| name.trim().is_empty());
        missing(empty, t_string!(i18n, auth.credential.username_missing))
    });
    let password_error = Signal::derive(move || {
        let empty = password.with(String::is_empty);
        missing(empty, t_string!(i18n, auth.credential.password_missing))
    });

    leave_when_signed_in();
    view! {
        <section class="page sign-in" data-testid="sign-in-page">
            <h1>{text!(i18n, auth.sign_in.title)}</h1>
            <WhyHere/>
            <form class="form" novalidate data-testid="sign-in-form" on:submit=submit aria-busy=Signal::derive(move || busy.get().to_string())>
                <CredentialFields
                    username=username
                    password=password
                    password_autocomplete="current-password"
                    username_error=username_error
                    password_error=password_error
                />
                <details class="options">
                    <summary data-testid="sign-in-options">{text!(i18n, auth.sign_in.options)}</summary>
                    <StorageChoice chosen=storage/>
                    <LifetimeChoice chosen=lifetime/>
                </details>
                <FormError error=error/>
                <SubmitButton busy=busy label=text!(i18n, auth.sign_in.submit) busy_label=text!(i18n, auth.sign_in.busy)/>
                {use_slots().sign_in.map(|below| below(Typed { username, password }))}
            </form>
            <p class="form-aside">
                {text!(i18n, auth.sign_in.no_account)} " "
                <A href=keep_next(paths::SIGN_UP)>{text!(i18n, auth.sign_in.to_sign_up)}</A>
            </p>
        </section>
    }
}

/// Why one has been led here.
#[component]
fn WhyHere() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let why = Signal::derive(move || match auth.session() {
        Session::SignedOut(why) => why,
        Session::Restoring | Session::SignedIn(_) => Why::NotYet,
    });
    let sentence = Signal::derive(move || messages::why(i18n, why.get()));
    view! {
        <div role="status">
            <When so=Signal::derive(move || sentence.get().is_some())>
                <p class="notice" data-testid="sign-in-why" data-why=Signal::derive(move || why.get().name())>
                    {sentence}
                </p>
            </When>
        </div>
    }
}
