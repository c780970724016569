//! Another password.

use super::current_password::{CurrentPassword, is_wrong_password};
use crate::{
    auth::{password, use_auth},
    components::{FormError, PasswordField, SubmitButton, focus_first_invalid},
    http::ApiError,
    i18n::{I18n, t_string, text, use_i18n},
    messages,
    meter::Metered,
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{api::account, credentials::Password};

/// The form.
#[component]
pub fn ChangePassword(
    /// Called when the password is another one.
    changed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let submitted = RwSignal::new(false);
    let sent = RwSignal::new((String::new(), String::new()));
    let username = Memo::new(move |_| {
        let signed_in = auth.signed_in();
        signed_in.map_or_else(String::new, |signed_in| signed_in.username)
    });

    let change = Action::new_local(move |(from, to): &(String, String)| {
        let request = account::ChangePassword {
            current: Password::new(from.clone()),
            new: Password::new(to.clone()),
        };
        async move {
            password::change(auth, &request).await?;
            submitted.set(false);
            sent.set(<_>::default());
            current.set(String::new());
            new.set(String::new());
            // The page may be gone by now.
            changed.try_run(());
            Ok::<_, ApiError>(())
        }
    });
    let busy = change.pending();
    // What the server objects to is gone once something else is typed.
    let typed = move || (current.get(), new.get());
    let error = Signal::derive(move || {
        let error = change.value().get().and_then(Result::err);
        error.filter(|_| sent.with(|sent| typed() == *sent))
    });
    let broken_rule = move || {
        let rules = auth.server.password_rules();
        new.with(|new| rules.check(new).err())
    };
    let new_error = Signal::derive(move || {
        let (from, to) = typed();
        let broken = broken_rule().filter(|_| submitted.get());
        let broken = broken.map(|broken| messages::credential_error(i18n, broken));
        let same = submitted.get() && !to.is_empty() && from == to;
        let same = same.then(|| t_string!(i18n, account.password.same).to_owned());
        broken.or(same).or_else(|| refused(i18n, error.get()))
    });
    // What is said at a field is not said twice.
    let form_error = Signal::derive(move || {
        let error = error.get().filter(|error| error.field().is_none());
        error.filter(|error| !is_wrong_password(error))
    });
    let done = Signal::derive(move || match change.value().get() {
        Some(Ok(())) if typed() == sent.get() => t_string!(i18n, account.password.done),
        _ => "",
    });
    let hint = Signal::derive(move || {
        let min = auth.server.password_rules().min.to_string();
        Some(t_string!(i18n, auth.sign_up.password_hint, min = min))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        focus_first_invalid(&event);
        let (from, to) = untrack(typed);
        let acceptable = !from.is_empty() && from != to && untrack(broken_rule).is_none();
        if acceptable && !busy.get_untracked() {
            sent.set((from, to));
            change.dispatch(sent.get_untracked());
        }
    };
    view! {
        <form class="form account__form" novalidate data-testid="password-form" on:submit=submit aria-busy=Signal::derive(move || busy.get().to_string())>
            // For password managers, which have to know whose password it is.
            <input type="text" name="username" autocomplete="username" readonly hidden prop:value=username/>
            <CurrentPassword
                id="current-password"
                label=text!(i18n, account.password.current)
                value=current
                submitted=submitted
                error=error
            />
            <Metered password=new username=username>
                <PasswordField
                    id="new-password"
                    label=text!(i18n, account.password.new)
                    value=new
                    autocomplete="new-password"
                    hint=hint
                    error=new_error
                />
            </Metered>
            <FormError error=form_error testid="password-form-error"/>
            <p role="status" class="account__done" data-testid="password-done">{done}</p>
            <SubmitButton
                busy=busy
                label=text!(i18n, account.password.submit)
                busy_label=text!(i18n, account.password.busy)
                testid="password-submit"
            />
        </form>
    }
}

/// What the server has against the new password.
fn refused(i18n: I18n, error: Option<ApiError>) -> Option<String> {
    let error = error.filter(|error| error.field() == Some("new"))?;
    Some(messages::api_error(i18n, &error))
}
