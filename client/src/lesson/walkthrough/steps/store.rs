//! Step 3: the token goes where the visitor chose, and is read back from there.

use super::super::{
    held::{Held, use_holding},
    place::PlaceReadBack,
    press::{Ending, Press},
    tour::Tour,
};
use crate::{
    auth::store,
    components::part,
    http::ApiError,
    i18n::{t_string, text, use_i18n},
    messages,
};
use leptos::prelude::*;
use shared::{Step, api::StorageMode};

/// A button to keep the token, then what is found where it is kept.
#[component]
pub fn Store() -> impl IntoView {
    let i18n = use_i18n();
    let tour = expect_context::<Tour>();
    let holding = use_holding();
    let in_hand = Memo::new(move |_| holding.get().filter(|held| !held.kept));
    let kept = Memo::new(move |_| holding.get().filter(|held| held.kept));

    let keep = move |()| keep(tour);
    view! {
        {part(move || in_hand.get().map(|held| view! {
            <p>
                <strong>{Signal::derive(move || messages::storage_name(i18n, held.mode))}</strong> ": "
                {Signal::derive(move || messages::storage_risk(i18n, held.mode))}
            </p>
            <div class="row">
                <Press
                    testid="store-submit"
                    label=text!(i18n, walkthrough.store.submit)
                    kind="primary"
                    gives_way_to="stored"
                    on_press=keep
                />
            </div>
        }))}
        <Ending step=Step::Store testid="store-error" success=None/>
        {part(move || kept.get().map(|held| view! { <Kept held=held/> }))}
        {part(move || (kept.get().is_none() && in_hand.get().is_none() && tour.is_done(Step::Store)).then(|| view! {
            <p class="soft">{text!(i18n, walkthrough.store.gone)}</p>
        }))}
    }
}

#[component]
fn Kept(held: Held) -> impl IntoView {
    let i18n = use_i18n();
    let mode = held.mode;
    let found = held.token.is_some();
    let meaning = Signal::derive(move || match mode {
        StorageMode::Memory => t_string!(i18n, walkthrough.store.memory),
        StorageMode::LocalStorage => t_string!(i18n, walkthrough.store.local_storage),
        StorageMode::Cookie => t_string!(i18n, walkthrough.store.cookie),
        StorageMode::HttpOnlyCookie => t_string!(i18n, walkthrough.store.http_only_cookie),
    });
    view! {
        <div class="stack" data-testid="stored-place" data-mode=mode.name() data-found=found.to_string()>
            <h3 id="stored" tabindex="-1">{text!(i18n, walkthrough.store.ask)}</h3>
            <PlaceReadBack held=held/>
        </div>
        <div class="banner">
            <p class="banner__title">
                {Signal::derive(move || messages::storage_name(i18n, mode))} ": " {text!(i18n, walkthrough.store.meaning)}
            </p>
            <p>{meaning}</p>
        </div>
    }
}

/// Keeps the token that has just come.
pub fn keep(tour: Tour) {
    tour.act(Step::Store, std::future::ready(put(tour)));
}

fn put(tour: Tour) -> Result<(), ApiError> {
    if let Some(issued) = tour.issued.get_untracked() {
        store::keep(tour.auth, &issued.username, issued.storage, &issued.grant)?;
        tour.issued.set(None);
        tour.did_all(&[Step::Issue, Step::Store]);
    }
    Ok(())
}
