//! The sign-up page: makes an account and signs in with it.

use super::{
    next::{keep_next, leave_when_signed_in},
    paths,
};
use crate::{
    auth::{self, login, use_auth},
    components::{Field, FormError, PasswordField, SubmitButton, focus_first_invalid},
    http::ApiError,
    i18n::{t_string, text, use_i18n},
    messages,
    meter::Metered,
    router::{A, NavigateOptions, use_location},
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    api::{LoginRequest, RegisterRequest, StorageMode},
    credentials::{CredentialError, Password, Username},
};

/// The page `/sign-up`.
#[component]
pub fn SignUp() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();

    let username = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let submitted = RwSignal::new(false);
    let sent = RwSignal::new((String::new(), String::new()));
    let rules = move || auth.server.password_rules();

    let location = use_location();
    let sign_up = Action::new_local(move |(username, password): &(String, String)| {
        let (username, password) = (username.clone(), password.clone());
        async move {
            let request = RegisterRequest {
                username: username.clone(),
                password: Password::new(password.clone()),
            };
            login::register(auth, &request).await?;
            let request = LoginRequest {
                username,
                password: Password::new(password),
                storage: StorageMode::default(),
                lifetime: None,
            };
            if auth::sign_in(auth, &request).await.is_err() {
                // The account is there: trying this form again would only say that the name is taken.
                location.go(paths::SIGN_IN, NavigateOptions::default());
            }
            Ok::<_, ApiError>(())
        }
    });
    let busy = sign_up.pending();
    // What the server objects to is gone once something else is typed.
    let changed = move || sent.with(|sent| (username.get(), password.get()) != *sent);
    let error = Signal::derive(move || {
        let error = sign_up.value().get().and_then(Result::err);
        error.filter(|_| !changed())
    });

    // What is typed is checked after the first try, and then at every change.
    let username_rule = move || username.with(|typed| Username::parse(typed).err());
    let password_rule = move || password.with(|typed| rules().check(typed).err());
    let shown = move |broken: Option<CredentialError>, field: &str| {
        let refused = error.with(|error| {
            let error = error.as_ref().filter(|error| error.field() == Some(field))?;
            Some(messages::api_error(i18n, error))
        });
        broken
            .filter(|_| submitted.get())
            .map(|broken| messages::credential_error(i18n, broken))
            .or(refused)
    };
    let username_error = Signal::derive(move || shown(username_rule(), "username"));
    let password_error = Signal::derive(move || shown(password_rule(), "password"));
    // What is said at a field is not said twice.
    let form_error = Signal::derive(move || error.get().filter(|error| error.field().is_none()));

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        focus_first_invalid(&event);
        let acceptable = untrack(username_rule).is_none() && untrack(password_rule).is_none();
        if acceptable && !busy.get_untracked() {
            sent.set((username.get_untracked(), password.get_untracked()));
            sign_up.dispatch(sent.get_untracked());
        }
    };

    leave_when_signed_in();
    view! {
        <section class="page sign-up" data-testid="sign-up-page">
            <h1>{text!(i18n, auth.sign_up.title)}</h1>
            <form class="form" novalidate data-testid="sign-up-form" on:submit=submit aria-busy=Signal::derive(move || busy.get().to_string())>
                <Field
                    id="username"
                    label=text!(i18n, auth.username)
                    value=username
                    autocomplete="username"
                    hint=Signal::derive(move || Some(t_string!(i18n, auth.sign_up.username_hint).to_owned()))
                    error=username_error
                />
                <Metered password=password username=username>
                    <PasswordField
                        id="password"
                        label=text!(i18n, auth.password)
                        value=password
                        autocomplete="new-password"
                        hint=Signal::derive(move || Some(t_string!(i18n, auth.sign_up.password_hint, min = rules().min.to_string())))
                        error=password_error
                    />
                </Metered>
                <FormError error=form_error/>
                <SubmitButton busy=busy label=text!(i18n, auth.sign_up.submit) busy_label=text!(i18n, auth.sign_up.busy)/>
            </form>
            <p class="form-aside">
                {text!(i18n, auth.sign_up.have_account)} " "
                <A href=keep_next(paths::SIGN_IN)>{text!(i18n, auth.sign_up.to_sign_in)}</A>
            </p>
        </section>
    }
}
