//! The form.

use super::{
    conflict::Conflict,
    draft::{Draft, Objection, is_acceptable, objection},
    own::OwnFields,
};
use crate::{
    auth::{Auth, attach, use_auth},
    components::{Field, FormError, SubmitButton, focus_first_invalid, part},
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
pub fn Form(
    /// What is typed.
    draft: Draft,
) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let form = NodeRef::<html::Form>::new();
    let theirs = RwSignal::new(None::<Profile>);
    let just_saved = RwSignal::new(false);
    let sent = RwSignal::new(Profile::default());
    let save = Action::new_local(move |profile: &Profile| {
        let profile = profile.clone();
        async move {
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
            Ok::<_, ApiError>(())
        }
    });
    let busy = save.pending();
    let error = Signal::derive(move || save.value().get().and_then(Result::err));
    // What the server objects to is gone once something else is typed.
    let refused = Memo::new(move |_| {
        let error = error.get().filter(|_| draft.typed() == sent.get())?;
        error.field().map(str::to_owned)
    });
    let form_error = Signal::derive(move || error.get().filter(|error| error.field().is_none()));
    let changed = Memo::new(move |_| draft.is_changed());
    let state = Signal::derive(move || match (theirs.with(Option::is_some), changed.get()) {
        (true, _) => "conflict",
        (false, true) => "changed",
        (false, false) => "saved",
    });
    let said = Signal::derive(move || said(i18n, changed.get(), just_saved.get()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        focus_first_invalid(&event);
        let typed = untrack(|| draft.typed());
        if is_acceptable(&typed) && !busy.get_untracked() {
            theirs.set(None);
            just_saved.set(false);
            sent.set(typed.clone());
            save.dispatch(typed);
        }
    };
    let discard = move |_| {
        theirs.set(None);
        save.clear();
        draft.take(untrack(|| draft.saved()));
    };
    // The question goes with its buttons: the keyboard goes on from the form.
    let answered = Callback::new(move |()| {
        theirs.set(None);
        if let Some(form) = form.get_untracked() {
            // Focusing an element of this document does not fail.
            let _ = form.focus();
        }
    });
    view! {
        <form
            class="form account__form"
            novalidate
            tabindex="-1"
            node_ref=form
            data-testid="profile-form"
            data-state=state
            data-version=Signal::derive(move || draft.saved().version.to_string())
            on:submit=submit
            aria-busy=Signal::derive(move || busy.get().to_string())
        >
            <Lines draft=draft refused=refused.into()/>
            <OwnFields draft=draft refused=refused.into()/>
            <div role="alert">
                {part(move || theirs.get().map(|theirs| view! { <Conflict draft=draft theirs=theirs answered=answered/> }))}
            </div>
            <FormError error=form_error testid="profile-error"/>
            <div class="row">
                <SubmitButton
                    busy=busy
                    label=text!(i18n, account.profile.save)
                    busy_label=text!(i18n, account.profile.saving)
                    testid="profile-save"
                />
                <button
                    type="button"
                    class="button"
                    data-testid="profile-discard"
                    aria-disabled=Signal::derive(move || (!changed.get()).to_string())
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
                aria-invalid=Signal::derive(move || error.with(Option::is_some).to_string())
                aria-describedby="note-error"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <p class="field__error" id="note-error" data-testid="note-error" aria-live="polite">{error}</p>
        </div>
    }
}

fn said(i18n: I18n, changed: bool, just_saved: bool) -> &'static str {
    match (changed, just_saved) {
        (true, _) => t_string!(i18n, account.profile.unsaved),
        (false, true) => t_string!(i18n, account.profile.saved),
        (false, false) => "",
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
            // An answer that was lost, and the same sent again: it is saved, whoever did it.
            let same = other == (Profile { version, ..profile.clone() });
            Ok(if same { Put::Kept(other) } else { Put::Conflict(other) })
        }
        Err(error) => Err(error),
    }
}

/// What is wrong with a field. The server objects to nothing else than to characters that no field takes.
pub(super) fn sentence(i18n: I18n, objection: Option<Objection>, refused: bool) -> Option<String> {
    match objection {
        Some(Objection::TooLong(most)) => {
            Some(t_string!(i18n, account.profile.too_long, most = most.to_string()))
        }
        Some(Objection::Nameless) => Some(t_string!(i18n, account.profile.nameless).to_owned()),
        None => refused.then(|| t_string!(i18n, account.profile.refused).to_owned()),
    }
}
