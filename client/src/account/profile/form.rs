//! The form of the profile.

use super::{
    conflict::Conflict,
    draft::{Draft, Objection, is_acceptable, objection},
    own::OwnFields,
};
use crate::{
    auth::{Auth, attach, use_auth},
    components::{Field, FieldFrame, FormError, Submission, SubmitButton, aria, focus_node, part},
    http::{ApiError, Call},
    i18n::{I18n, t_string, text, use_i18n},
};
use leptos::{ev::SubmitEvent, html, prelude::*};
use shared::{
    ProblemCode,
    api::{account::Profile, paths},
};

/// The form as it is saved: the draft, and what came of sending it.
#[derive(Clone, Copy)]
struct Saving {
    draft: Draft,
    submission: Submission<Profile>,
    /// What another tab or browser has saved first.
    theirs: RwSignal<Option<Profile>>,
    just_saved: RwSignal<bool>,
    changed: Memo<bool>,
}

impl Saving {
    fn of(draft: Draft, auth: Auth) -> Self {
        let theirs = RwSignal::new(None);
        let just_saved = RwSignal::new(false);
        let request = move |profile| async move {
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
        };
        let submission = Submission::new(move || draft.typed(), request);
        Self {
            draft,
            submission,
            theirs,
            just_saved,
            changed: Memo::new(move |_| draft.is_changed()),
        }
    }

    fn submit(self, event: &SubmitEvent) {
        let acceptable = untrack(|| is_acceptable(&self.draft.typed()));
        if acceptable && !self.submission.busy().get_untracked() {
            self.theirs.set(None);
            self.just_saved.set(false);
        }
        self.submission.submit(event, acceptable);
    }

    fn discard(self) {
        self.theirs.set(None);
        self.submission.clear();
        self.draft.take(untrack(|| self.draft.saved()));
    }

    /// For attributes. Reactive.
    fn state(self) -> &'static str {
        match (self.theirs.with(Option::is_some), self.changed.get()) {
            (true, _) => "conflict",
            (false, true) => "changed",
            (false, false) => "saved",
        }
    }
}

/// The fields, the conflict if there is one, and the buttons.
#[component]
pub fn ProfileForm(draft: Draft) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    let saving = Saving::of(draft, use_auth());
    let theirs = saving.theirs;
    let refusal = saving.submission.refusal();
    let refused = Signal::derive(move || refusal.get()?.field().map(str::to_owned));
    let failure = saving.submission.failure();
    let form_error = Signal::derive(move || failure.get().filter(|error| error.field().is_none()));
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
            data-state=Signal::derive(move || saving.state())
            data-version=Signal::derive(move || draft.saved().version.to_string())
            on:submit=move |event| saving.submit(&event)
            aria-busy=aria(move || saving.submission.busy().get())
        >
            <Lines draft=draft refused=refused/>
            <OwnFields draft=draft refused=refused/>
            <div role="alert">
                {part(move || theirs.get().map(|theirs| view! { <Conflict draft=draft theirs=theirs answered=answered/> }))}
            </div>
            <FormError error=form_error testid="profile-error"/>
            <Buttons saving=saving/>
        </form>
    }
}

#[component]
fn Buttons(saving: Saving) -> impl IntoView {
    let i18n = use_i18n();
    let said = Signal::derive(move || match (saving.changed.get(), saving.just_saved.get()) {
        (true, _) => t_string!(i18n, account.profile.unsaved),
        (false, true) => t_string!(i18n, account.profile.saved),
        (false, false) => "",
    });
    view! {
        <div class="row">
            <SubmitButton
                busy=saving.submission.busy()
                label=text!(i18n, account.profile.save)
                busy_label=text!(i18n, account.profile.saving)
                testid="profile-save"
            />
            <button
                type="button"
                class="button"
                data-testid="profile-discard"
                aria-disabled=aria(move || !saving.changed.get())
                on:click=move |_| saving.discard()
            >
                {text!(i18n, account.profile.discard)}
            </button>
        </div>
        <p role="status" class="account__done" data-testid="profile-said">{said}</p>
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

#[component]
fn Note(text: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <FieldFrame id="note" label=text!(i18n, account.profile.note) error=error>
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
        </FieldFrame>
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
            // The same profile was sent before, and only its answer was lost.
            let same = other == (Profile { version, ..profile.clone() });
            Ok(if same { Put::Kept(other) } else { Put::Conflict(other) })
        }
        Err(error) => Err(error),
    }
}

/// What is wrong with a field. Of what passes the checks here, the server refuses only characters that no field takes.
pub(super) fn sentence(i18n: I18n, objection: Option<Objection>, refused: bool) -> Option<String> {
    match objection {
        Some(Objection::TooLong(most)) => {
            Some(t_string!(i18n, account.profile.too_long, most = most.to_string()))
        }
        Some(Objection::Nameless) => Some(t_string!(i18n, account.profile.nameless).to_owned()),
        None => refused.then(|| t_string!(i18n, account.profile.refused).to_owned()),
    }
}
