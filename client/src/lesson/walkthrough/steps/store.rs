//! Step 3: a button puts the token where the visitor chose, and the page reads it back from there.

use super::{
    super::{
        state::{TokenState, Tour, use_current_token},
        token::ReadBack,
    },
    action::{ActionButton, ActionStatus},
};
use crate::{
    auth::store,
    components::part,
    http::ApiError,
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::Step;

pub fn view() -> AnyView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let current = use_current_token();
    let in_hand = Memo::new(move |_| current.get().filter(|token| !token.kept));
    let kept = Memo::new(move |_| current.get().filter(|token| token.kept));

    view! {
        {part(move || in_hand.get().map(|token| view! {
            <p>
                <strong>{Signal::derive(move || messages::storage_name(i18n, token.mode))}</strong> ": "
                {Signal::derive(move || messages::storage_risk(i18n, token.mode))}
            </p>
            <div class="row">
                <ActionButton
                    testid="store-submit"
                    label=text!(i18n, walkthrough.store.submit)
                    kind="primary"
                    gives_way_to="stored"
                    on_press=move |()| keep(tour)
                />
            </div>
        }))}
        <ActionStatus step=Step::Store testid="store-error" success=None/>
        {part(move || kept.get().map(kept_view))}
        {part(move || (kept.get().is_none() && in_hand.get().is_none() && tour.is_done(Step::Store)).then(|| view! {
            <p class="soft">{text!(i18n, walkthrough.store.gone)}</p>
        }))}
    }
    .into_any()
}

fn kept_view(token: TokenState) -> AnyView {
    let i18n = use_i18n();
    let mode = token.mode;
    let found = token.text.is_some();
    let meaning =
        Signal::derive(move || t_string!(i18n, walkthrough.store.meaning_by_id).text(mode.name()));
    view! {
        <div class="stack" data-testid="stored-place" data-mode=mode.name() data-found=found.to_string()>
            <h3 id="stored" tabindex="-1">{text!(i18n, walkthrough.store.ask)}</h3>
            <ReadBack token=token/>
        </div>
        <div class="banner">
            <p class="banner__title">
                {Signal::derive(move || messages::storage_name(i18n, mode))} ": " {text!(i18n, walkthrough.store.meaning)}
            </p>
            <p>{meaning}</p>
        </div>
    }
    .into_any()
}

/// Keeps the token that has come with the login.
pub fn keep(tour: Tour) {
    tour.act(Step::Store, std::future::ready(put(tour)));
}

fn put(tour: Tour) -> Result<(), ApiError> {
    if let Some(issued) = tour.issued.get_untracked() {
        store::keep(tour.auth, &issued.username, issued.storage, &issued.grant)?;
        tour.issued.set(None);
        tour.did(&[Step::Issue, Step::Store]);
    }
    Ok(())
}
