//! A part could not be loaded: what that means, and the ways out.

use crate::{
    auth::use_auth,
    components::When,
    i18n::{text, use_i18n},
};
use leptos::prelude::*;
use shared::api::StorageMode;

/// A banner, while code that is needed cannot be loaded.
#[component]
pub fn LostPart() -> impl IntoView {
    let server = use_auth().server;
    view! { <When so=Signal::derive(move || server.lacks_part())>{failure(None)}</When> }
}

/// Says what happened and what helps, and warns when a reload ends the session.
pub(super) fn failure(try_again: Option<Callback<()>>) -> AnyView {
    let i18n = use_i18n();
    let auth = use_auth();
    let in_memory = Signal::derive(move || {
        let signed_in = auth.signed_in();
        signed_in.is_some_and(|signed_in| signed_in.storage == StorageMode::Memory)
    });
    let again = try_again.map(|try_again| {
        view! {
            <button type="button" class="button button--small" data-testid="not-loaded-retry" on:click=move |_| try_again.run(())>
                {text!(i18n, common.part.retry)}
            </button>
        }
    });
    view! {
        <div class="banner banner--bad" role="alert" data-testid="not-loaded">
            <p class="banner__title">{text!(i18n, common.part.title)}</p>
            <p>{text!(i18n, common.part.body)}</p>
            <When so=in_memory>
                <p data-testid="not-loaded-memory">{text!(i18n, common.part.memory)}</p>
            </When>
            <p class="row">
                {again}
                <button type="button" class="button button--small" data-testid="not-loaded-reload" on:click=move |_| reload()>
                    {text!(i18n, common.part.reload)}
                </button>
            </p>
        </div>
    }
    .into_any()
}

fn reload() {
    // Browsers reload every page that can be seen.
    let _ = window().location().reload();
}
