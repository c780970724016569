//! Deleting the account.

use super::current_password::{CurrentPassword, is_wrong_password};
use crate::{
    auth::{Why, attach, logout, use_auth},
    components::{Form, FormError, Submission, SubmitButton, When, aria},
    http::Call,
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use shared::{
    ProblemCode,
    api::{account::DeleteAccount, paths},
    credentials::Password,
};

#[component]
pub fn Delete() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let password = RwSignal::new(String::new());
    let sure = RwSignal::new(false);
    let form = Submission::new(
        move || password.get(),
        move |password| async move {
            let request = DeleteAccount { password: Password::new(password) };
            let call = Call::delete_with(paths::ME, &request).unrecorded();
            attach::send::<()>(auth, call).await?;
            // The server answers that there is no session left to end.
            let _ = logout::leave(auth, Why::Deleted).await;
            Ok(())
        },
    );
    let error = form.refusal();
    let form_error = Signal::derive(move || error.get().filter(|error| !is_wrong_password(error)));
    let only_admin = Signal::derive(move || {
        let code = error.get().and_then(|error| error.code());
        code == Some(ProblemCode::OwnAccount)
    });
    let complete = Signal::derive(move || sure.get() && !password.with(String::is_empty));
    view! {
        <details class="options" data-testid="delete-details">
            <summary data-testid="delete-open">{text!(i18n, account.delete.open)}</summary>
            <Form submission=form acceptable=complete testid="delete-form" class="form account__form">
                <p>{text!(i18n, account.delete.what)}</p>
                <CurrentPassword id="delete-password" label=text!(i18n, account.delete.password) value=password tried=form.tried error=error/>
                <Sure sure=sure tried=form.tried/>
                <FormError error=form_error testid="delete-error"/>
                <When so=only_admin>
                    <p class="small" role="alert" data-testid="delete-only-admin">
                        {text!(i18n, account.delete.only_admin)} " " <code>"claimcheck user add NAME --admin"</code>
                    </p>
                </When>
                <SubmitButton
                    busy=form.busy()
                    label=text!(i18n, account.delete.submit)
                    busy_label=text!(i18n, account.delete.busy)
                    testid="delete-submit"
                    class="button button--danger"
                />
            </Form>
        </details>
    }
}

/// The box to tick before the account is deleted.
#[component]
fn Sure(sure: RwSignal<bool>, tried: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let is_missing = move || tried.get() && !sure.get();
    let error =
        Signal::derive(move || is_missing().then(|| t_string!(i18n, account.delete.sure_missing)));
    view! {
        <div class="field">
            <div class="agree">
                <input
                    type="checkbox"
                    id="delete-sure"
                    data-testid="delete-sure"
                    aria-describedby="delete-sure-error"
                    aria-invalid=aria(is_missing)
                    prop:checked=sure
                    on:change=move |event| sure.set(event_target_checked(&event))
                />
                <label for="delete-sure">{text!(i18n, account.delete.sure)}</label>
            </div>
            <p class="field__error" id="delete-sure-error" data-testid="delete-sure-error" aria-live="polite">{error}</p>
        </div>
    }
}
