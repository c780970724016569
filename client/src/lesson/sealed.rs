//! The sealed row of the database, shown next to the profile of the user.

use super::offer::use_offer;
use crate::{
    account::{load_failed::LoadFailed, profile::conflict::columns},
    auth::{attach, use_auth},
    components::{When, part},
    http::Call,
    i18n::{t_string, text, use_i18n},
};
use leptos::prelude::*;
use lesson_shared::{SealedColumn, SealedProfile, paths};
use shared::api::account::Profile;

/// The user's own row, where the server has a lab that shows it.
pub(super) fn beside_profile(saved: Signal<Profile>) -> AnyView {
    let offer = use_offer();
    view! {
        <When so=Signal::derive(move || offer.has_lab())>
            <Sealed saved=saved/>
        </When>
    }
    .into_any()
}

/// The row, read again when another version is saved.
#[component]
fn Sealed(saved: Signal<Profile>) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let load = Action::new_local(move |(): &()| {
        attach::send::<SealedProfile>(auth, Call::get(paths::LAB_PROFILE).unrecorded())
    });
    let version = Memo::new(move |_| saved.with(|saved| saved.version));
    Effect::new(move || {
        version.track();
        load.dispatch(());
    });
    let error = Signal::derive(move || load.value().get().and_then(Result::err));
    let rows = part(move || {
        let sealed = load.value().get()?.ok()?;
        Some(if sealed.columns.is_empty() {
            let empty = text!(i18n, lesson.sealed.empty);
            view! { <p class="soft" data-testid="sealed-empty">{empty}</p> }.into_any()
        } else {
            rows(saved, sealed.columns).into_any()
        })
    });
    view! {
        <aside class="sealed" data-testid="sealed" data-version=Signal::derive(move || version.get().to_string()) aria-labelledby="sealed-title">
            <h3 id="sealed-title">{text!(i18n, lesson.sealed.title)}</h3>
            <p class="small soft">{text!(i18n, lesson.sealed.lead)}</p>
            {rows}
            <LoadFailed error=error testid="sealed-error" retry=Callback::new(move |()| { load.dispatch(()); })/>
            <p class="small soft">{text!(i18n, lesson.sealed.bound)}</p>
        </aside>
    }
}

/// Each column in clear text and sealed.
fn rows(saved: Signal<Profile>, sealed: Vec<SealedColumn>) -> impl IntoView {
    let i18n = use_i18n();
    let clear = columns(&saved.get_untracked());
    let nothing = move || Signal::derive(move || t_string!(i18n, lesson.sealed.nothing).to_owned());
    let row = move |(column, clear): (&'static str, String)| {
        let sealed = sealed.iter().find(|sealed| sealed.column == column);
        let sealed = sealed.map_or_else(nothing, |sealed| Signal::stored(sealed.sealed.clone()));
        let clear = if clear.is_empty() { nothing() } else { Signal::stored(clear) };
        view! {
            <div class="sealed__column" data-testid="sealed-column" data-column=column>
                <dt class="mono">{column}</dt>
                <dd>
                    <span class="small soft">{text!(i18n, lesson.sealed.clear)}</span>
                    <span class="sealed__clear" data-testid="sealed-clear">{clear}</span>
                </dd>
                <dd>
                    <span class="small soft">{text!(i18n, lesson.sealed.sealed)}</span>
                    <code class="sealed__value" tabindex="0" data-testid="sealed-value">{sealed}</code>
                </dd>
            </div>
        }
    };
    view! { <dl class="sealed__columns">{clear.map(row).into_iter().collect_view()}</dl> }
}
