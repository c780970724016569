//! The profile: what is kept about the user, and never in a token.

pub mod conflict;
pub mod draft;
pub mod form;
pub mod own;

use super::load_failed::LoadFailed;
use crate::{
    auth::{attach, use_auth},
    components::{When, failure, part},
    http::Call,
    i18n::{text, use_i18n},
    pages::slots::use_slots,
};
use draft::Draft;
use form::ProfileForm;
use leptos::prelude::*;
use shared::api::{account, paths};

/// Loads the profile. From then on the form has it, and loads it no more.
#[component]
pub fn Profile() -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let load = Action::new_local(move |(): &()| {
        attach::send::<account::Profile>(auth, Call::get(paths::PROFILE).unrecorded())
    });
    load.dispatch(());
    view! {
        <When so=load.pending()>
            <p class="soft" role="status">{text!(i18n, account.loading)}</p>
        </When>
        <LoadFailed error=failure(load) testid="profile-load-error" retry=move |()| { load.dispatch(()); }/>
        {part(move || {
            let profile = load.value().get()?.ok()?;
            Some(view! { <Loaded profile=profile/> })
        })}
    }
}

#[component]
fn Loaded(profile: account::Profile) -> impl IntoView {
    let draft = Draft::new(profile);
    let beside = use_slots().profile;
    view! {
        <div class="account__pair">
            <ProfileForm draft=draft/>
            {beside.map(|beside| beside(Signal::derive(move || draft.saved())))}
        </div>
    }
}
