//! The sign-up page: makes an account and signs in with it.

use super::{
    next::{keep_next, leave_when_signed_in},
    paths,
};
use crate::{
    auth::{self, Auth, login, use_auth},
    components::{Field, Form, FormError, Submission, SubmitButton},
    http::ApiError,
    i18n::{text, use_i18n},
    messages,
    meter::NewPassword,
    router::{A, Location, NavigateOptions, use_location},
};
use leptos::prelude::*;
use shared::{
    api::{LoginRequest, RegisterRequest, StorageMode},
    credentials::{Password, Username},
};

/// The page `/sign-up`.
#[component]
pub fn SignUp() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let location = use_location();
    let username = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let form = Submission::new(
        move || (username.get(), password.get()),
        move |(username, password)| sign_up(auth, location, username, password),
    );

    let username_rule = move || username.with(|typed| Username::parse(typed).err());
    let password_rule =
        move || password.with(|typed| auth.server.password_rules().check(typed).err());
    let username_error = form.field_error("username", move || {
        username_rule().map(|broken| messages::credential_error(i18n, broken))
    });
    let password_error = form.field_error("password", move || {
        password_rule().map(|broken| messages::credential_error(i18n, broken))
    });
    let acceptable = Signal::derive(move || username_rule().is_none() && password_rule().is_none());

    leave_when_signed_in();
    view! {
        <section class="page sign-up" data-testid="sign-up-page">
            <h1>{text!(i18n, auth.sign_up.title)}</h1>
            <Form submission=form acceptable=acceptable testid="sign-up-form">
                <Field
                    id="username"
                    label=text!(i18n, auth.username)
                    value=username
                    autocomplete="username"
                    hint=text!(i18n, auth.sign_up.username_hint).into()
                    error=username_error
                />
                <NewPassword id="password" label=text!(i18n, auth.password) value=password username=username error=password_error/>
                <FormError error=form.form_error()/>
                <SubmitButton busy=form.busy() label=text!(i18n, auth.sign_up.submit) busy_label=text!(i18n, auth.sign_up.busy)/>
            </Form>
            <p class="form-aside">
                {text!(i18n, auth.sign_up.have_account)} " "
                <A href=keep_next(paths::SIGN_IN)>{text!(i18n, auth.sign_up.to_sign_in)}</A>
            </p>
        </section>
    }
}

async fn sign_up(
    auth: Auth,
    location: Location,
    username: String,
    password: String,
) -> Result<(), ApiError> {
    let password = Password::new(password);
    let request = RegisterRequest { username: username.clone(), password: password.clone() };
    login::register(auth, &request).await?;
    let storage = StorageMode::default();
    let request = LoginRequest { username, password, storage, lifetime: None };
    if auth::sign_in(auth, &request).await.is_err() {
        // The account is made: sent again, this form would say that the name is taken.
        location.go(paths::SIGN_IN, NavigateOptions::default());
    }
    Ok(())
}
