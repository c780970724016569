//! The form of the profile.

use super::{
    conflict::Conflict,
    draft::{Draft, Objection, is_acceptable, objection},
    own::OwnFields,
};
use crate::{
    auth::{Auth, attach, use_auth},
    components::{Field, FormError, Submission, SubmitButton, aria, focus_node, part},
    http::{ApiError, Call},
    i18n::{I18n, t_string, text, use_i18n},
};
use leptos::{ev::SubmitEvent, html, prelude::*};
use shared::{
    ProblemCode,
    api::{account::Profile, paths},
};

/// The fields, and what becomes of saving them.
#[component]
pub fn ProfileForm(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let node = NodeRef::<html::Form>::new();
    let theirs = RwSignal::new(None::<Profile>);
    let just_saved = RwSignal::new(false);
    let form = Submission::new(
        move || draft.typed(),
        move |profile| async move {
            let put = put(auth, &profile).await?;
            // The page may be gone by now.
            if just_saved.is_disposed() {
                return Ok(());
            }
            match put {
                Put::Kept(kept) => {
                    draft.sent(&profile, kept);
                    just_saved.set(true);
                }
                Put::Conflict(other) => theirs.set(Some(other)),
            }
            Ok(())
        },
    );
    let refusal = form.refusal();
    let refused = Signal::derive(move || refusal.get()?.field().map(str::to_owned));
    let failure = form.failure();
    let form_error = Signal::derive(move || failure.get().filter(|error| error.field().is_none()));
    let changed = Memo::new(move |_| draft.is_changed());
    let state = Signal::derive(move || match (theirs.with(Option::is_some), changed.get()) {
        (true, _) => "conflict",
        (false, true) => "changed",
        (false, false) => "saved",
    });
    let said = Signal::derive(move || match (changed.get(), just_saved.get()) {
        (true, _) => t_string!(i18n, account.profile.unsaved),
        (false, true) => t_string!(i18n, account.profile.saved),
        (false, false) => "",
    });
    let submit = move |event: SubmitEvent| {
        let acceptable = untrack(|| is_acceptable(&draft.typed()));
        if acceptable && !form.busy().get_untracked() {
            theirs.set(None);
            just_saved.set(false);
        }
        form.submit(&event, acceptable);
    };
    let discard = move |_| {
        theirs.set(None);
        form.clear();
        draft.take(untrack(|| draft.saved()));
    };
    // The question goes with its buttons: the keyboard goes on from the form.
    let answered = Callback::new(move |()| {
        theirs.set(None);
        focus_node(node);
    });
    view! {
        <form
            class="form account__form"
            novalidate
            tabindex="-1"
            node_ref=node
            data-testid="profile-form"
            data-state=state
            data-version=Signal::derive(move || draft.saved().version.to_string())
            on:submit=submit
            aria-busy=aria(move || form.busy().get())
        >
            <Lines draft=draft refused=refused/>
            <OwnFields draft=draft refused=refused/>
            <div role="alert">
                {part(move || theirs.get().map(|theirs| view! { <Conflict draft=draft theirs=theirs answered=answered/> }))}
            </div>
            <FormError error=form_error testid="profile-error"/>
            <div class="row">
                <SubmitButton
                    busy=form.busy()
                    label=text!(i18n, account.profile.save)
                    busy_label=text!(i18n, account.profile.saving)
                    testid="profile-save"
                />
                <button
                    type="button"
                    class="button"
                    data-testid="profile-discard"
                    aria-disabled=aria(move || !changed.get())
                    on:click=discard
                >
                    {text!(i18n, account.profile.discard)}
                </button>
            </div>
            <p role="status" class="account__done" data-testid="profile-said">{said}</p>
        </form>
    }
}

/// The fields that every profile has.
#[component]
fn Lines(draft: Draft, refused: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let checked = move |text: RwSignal<String>, field: &'static str, most: usize| {
        Signal::derive(move || {
            let objection = text.with(|text| objection(text, most));
            let refused = refused.with(|refused| refused.as_deref() == Some(field));
            sentence(i18n, objection, refused)
        })
    };
    let line = move |text, field| checked(text, field, Profile::MAX_LINE);
    view! {
        <Field id="display_name" label=text!(i18n, account.profile.display_name) value=draft.display_name autocomplete="name" error=line(draft.display_name, "display_name")/>
        <Field id="email" label=text!(i18n, account.profile.email) value=draft.email autocomplete="email" error=line(draft.email, "email")/>
        <Field id="phone" label=text!(i18n, account.profile.phone) value=draft.phone autocomplete="tel" error=line(draft.phone, "phone")/>
        <Note text=draft.note error=checked(draft.note, "note", Profile::MAX_NOTE)/>
    }
}

/// A text of several lines.
#[component]
fn Note(text: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="field">
            <label class="field__label" for="note">{text!(i18n, account.profile.note)}</label>
            <textarea
                class="field__input"
                id="note"
                name="note"
                rows="4"
                data-testid="note"
                aria-invalid=aria(move || error.with(Option::is_some))
                aria-describedby="note-error"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <p class="field__error" id="note-error" data-testid="note-error" aria-live="polite">{error}</p>
        </div>
    }
}

/// What became of a change.
enum Put {
    /// It is saved, in this form.
    Kept(Profile),
    /// It is not: this was saved meanwhile.
    Conflict(Profile),
}

async fn put(auth: Auth, profile: &Profile) -> Result<Put, ApiError> {
    let call = Call::put(paths::PROFILE, profile).unrecorded();
    match attach::send::<Profile>(auth, call).await {
        Ok(kept) => Ok(Put::Kept(kept)),
        Err(error) if error.code() == Some(ProblemCode::ProfileChanged) => {
            let call = Call::get(paths::PROFILE).unrecorded();
            let other: Profile = attach::send(auth, call).await?;
            let version = other.version;
            // The first answer was lost, and the same was sent again: it is saved.
            let same = other == (Profile { version, ..profile.clone() });
            Ok(if same { Put::Kept(other) } else { Put::Conflict(other) })
        }
        Err(error) => Err(error),
    }
}

/// What is wrong with a field. The server itself refuses nothing but characters that no field takes.
pub(super) fn sentence(i18n: I18n, objection: Option<Objection>, refused: bool) -> Option<String> {
    match objection {
        Some(Objection::TooLong(most)) => {
            Some(t_string!(i18n, account.profile.too_long, most = most.to_string()))
        }
        Some(Objection::Nameless) => Some(t_string!(i18n, account.profile.nameless).to_owned()),
        None => refused.then(|| t_string!(i18n, account.profile.refused).to_owned()),
    }
}
