//! Changing the password.

use super::current_password::{CurrentPassword, is_wrong_password};
use crate::{
    auth::{Auth, password, use_auth},
    components::{Form, FormError, Submission, SubmitButton},
    i18n::{t_string, text, use_i18n},
    messages,
    meter::NewPassword,
};
use leptos::prelude::*;
use shared::{api::account, credentials::Password};

/// The form. `changed` is called when the password was changed.
#[component]
pub fn ChangePassword(#[prop(into)] changed: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let form = submission(auth, current, new, changed);
    let username = Memo::new(move |_| {
        let signed_in = auth.signed_in();
        signed_in.map_or_else(String::new, |signed_in| signed_in.username)
    });
    let broken_rule = move || {
        let rules = auth.server.password_rules();
        new.with(|new| rules.check(new).err())
    };
    let is_same = move || new.with(|to| current.with(|from| from == to));
    let new_error = form.field_error("new", move || {
        let broken = broken_rule().map(|broken| messages::credential_error(i18n, broken));
        let same = !new.with(String::is_empty) && is_same();
        broken.or_else(|| same.then(|| t_string!(i18n, account.password.same).to_owned()))
    });
    // What is said at a field is not said twice.
    let form_error = form.form_error();
    let form_error =
        Signal::derive(move || form_error.get().filter(|error| !is_wrong_password(error)));
    let done = move || form.is_done().then(|| t_string!(i18n, account.password.done));
    let done = Signal::derive(move || done().unwrap_or_default());
    let acceptable = Signal::derive(move || {
        !current.with(String::is_empty) && !is_same() && broken_rule().is_none()
    });
    view! {
        <Form submission=form acceptable=acceptable testid="password-form" class="form account__form">
            // Tells password managers whose password it is.
            <input type="text" name="username" autocomplete="username" readonly hidden prop:value=username/>
            <CurrentPassword id="current-password" label=text!(i18n, account.password.current) value=current tried=form.tried error=form.refusal()/>
            <NewPassword id="new-password" label=text!(i18n, account.password.new) value=new username=username error=new_error/>
            <FormError error=form_error testid="password-form-error"/>
            <p role="status" class="account__done" data-testid="password-done">{done}</p>
            <SubmitButton
                busy=form.busy()
                label=text!(i18n, account.password.submit)
                busy_label=text!(i18n, account.password.busy)
                testid="password-submit"
            />
        </Form>
    }
}

/// Changes the password, and empties the fields when that is done.
fn submission(
    auth: Auth,
    current: RwSignal<String>,
    new: RwSignal<String>,
    changed: Callback<()>,
) -> Submission<(String, String)> {
    Submission::new(
        move || (current.get(), new.get()),
        move |(from, to)| async move {
            let (from, to) = (Password::new(from), Password::new(to));
            password::change(auth, &account::ChangePassword { current: from, new: to }).await?;
            // The page may be gone by now.
            current.try_set(String::new());
            new.try_set(String::new());
            changed.try_run(());
            Ok(())
        },
    )
}
