//! The end of an account.

use super::current_password::{CurrentPassword, is_wrong_password};
use crate::{
    auth::{Why, attach, logout, use_auth},
    components::{FormError, SubmitButton, When, focus_first_invalid},
    http::{ApiError, Call},
    i18n::{t_string, text, use_i18n},
};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    ProblemCode,
    api::{account::DeleteAccount, paths},
    credentials::Password,
};

/// What it means, and behind that the form.
#[component]
pub fn Delete() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let password = RwSignal::new(String::new());
    let sure = RwSignal::new(false);
    let submitted = RwSignal::new(false);
    let sent = RwSignal::new(String::new());

    let delete = Action::new_local(move |password: &String| {
        let request = DeleteAccount { password: Password::new(password.clone()) };
        async move {
            let call = Call::delete_with(paths::ME, &request).unrecorded();
            attach::send::<()>(auth, call).await?;
            // The server has nothing left to end and says so.
            let _ = logout::leave(auth, Why::Deleted).await;
            Ok::<_, ApiError>(())
        }
    });
    let busy = delete.pending();
    let error = Signal::derive(move || {
        let error = delete.value().get().and_then(Result::err);
        error.filter(|_| sent.with(|sent| password.with(|password| password == sent)))
    });
    let sure_error = Signal::derive(move || {
        let missing = submitted.get() && !sure.get();
        missing.then(|| t_string!(i18n, account.delete.sure_missing))
    });
    let form_error = Signal::derive(move || error.get().filter(|error| !is_wrong_password(error)));
    let only_admin = Signal::derive(move || {
        let code = error.get().and_then(|error| error.code());
        code == Some(ProblemCode::OwnAccount)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        focus_first_invalid(&event);
        let complete = sure.get_untracked() && password.with_untracked(|typed| !typed.is_empty());
        if complete && !busy.get_untracked() {
            sent.set(password.get_untracked());
            delete.dispatch(sent.get_untracked());
        }
    };
    view! {
        <details class="options" data-testid="delete-details">
            <summary data-testid="delete-open">{text!(i18n, account.delete.open)}</summary>
            <form class="form account__form" novalidate data-testid="delete-form" on:submit=submit aria-busy=Signal::derive(move || busy.get().to_string())>
                <p>{text!(i18n, account.delete.what)}</p>
                <CurrentPassword
                    id="delete-password"
                    label=text!(i18n, account.delete.password)
                    value=password
                    submitted=submitted
                    error=error
                />
                <div class="field">
                    <div class="agree">
                        <input
                            type="checkbox"
                            id="delete-sure"
                            data-testid="delete-sure"
                            aria-describedby="delete-sure-error"
                            aria-invalid=Signal::derive(move || sure_error.get().is_some().to_string())
                            prop:checked=sure
                            on:change=move |event| sure.set(event_target_checked(&event))
                        />
                        <label for="delete-sure">{text!(i18n, account.delete.sure)}</label>
                    </div>
                    <p class="field__error" id="delete-sure-error" data-testid="delete-sure-error" aria-live="polite">{sure_error}</p>
                </div>
                <FormError error=form_error testid="delete-error"/>
                <When so=only_admin>
                    <p class="small" role="alert" data-testid="delete-only-admin">
                        {text!(i18n, account.delete.only_admin)} " " <code>"claimcheck user add NAME --admin"</code>
                    </p>
                </When>
                <SubmitButton
                    busy=busy
                    label=text!(i18n, account.delete.submit)
                    busy_label=text!(i18n, account.delete.busy)
                    testid="delete-submit"
                    class="button button--danger"
                />
            </form>
        </details>
    }
}
