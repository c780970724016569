//! The sign-in page: the first three steps in one go.

use super::{
    next::{keep_next, leave_when_signed_in},
    paths,
    slots::{Typed, use_slots},
};
use crate::{
    auth::{self, Session, Why, use_auth},
    components::{
        Field, Form, FormError, LifetimeChoice, PasswordField, StorageChoice, Submission,
        SubmitButton, When,
    },
    i18n::{t_string, text, use_i18n},
    messages,
    router::A,
};
use leptos::prelude::*;
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
    let form = Submission::new(
        move || (username.get(), password.get(), storage.get(), lifetime.get()),
        move |(username, password, storage, lifetime)| async move {
            let password = Password::new(password);
            let request = LoginRequest { username, password, storage, lifetime };
            auth::sign_in(auth, &request).await
        },
    );
    let no_username = move || username.with(|name| name.trim().is_empty());
    let no_password = move || password.with(String::is_empty);
    let username_error = Signal::derive(move || {
        let missing = form.tried.get() && no_username();
        missing.then(|| t_string!(i18n, auth.credential.username_missing).to_owned())
    });
    let password_error = Signal::derive(move || {
        let missing = form.tried.get() && no_password();
        missing.then(|| t_string!(i18n, auth.credential.password_missing).to_owned())
    });
    let complete = Signal::derive(move || !no_username() && !no_password());

    leave_when_signed_in();
    view! {
        <section class="page sign-in" data-testid="sign-in-page">
            <h1>{text!(i18n, auth.sign_in.title)}</h1>
            <WhyHere/>
            <Form submission=form acceptable=complete testid="sign-in-form">
                <Field id="username" label=text!(i18n, auth.username) value=username autocomplete="username" error=username_error/>
                <PasswordField id="password" label=text!(i18n, auth.password) value=password autocomplete="current-password" error=password_error/>
                <details class="options">
                    <summary data-testid="sign-in-options">{text!(i18n, auth.sign_in.options)}</summary>
                    <StorageChoice chosen=storage/>
                    <LifetimeChoice chosen=lifetime/>
                </details>
                <FormError error=form.failure()/>
                <SubmitButton busy=form.busy() label=text!(i18n, auth.sign_in.submit) busy_label=text!(i18n, auth.sign_in.busy)/>
                {use_slots().sign_in.map(|below| below(Typed { username, password }))}
            </Form>
            <p class="form-aside">
                {text!(i18n, auth.sign_in.no_account)} " "
                <A href=keep_next(paths::SIGN_UP)>{text!(i18n, auth.sign_in.to_sign_up)}</A>
            </p>
        </section>
    }
}

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
