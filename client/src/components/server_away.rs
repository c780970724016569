//! Nobody answers: what that means and what to do.

use crate::{
    auth::use_auth,
    i18n::{t, use_i18n},
};
use leptos::{prelude::*, task::spawn_local};

/// A banner, while no server answers.
#[component]
pub fn ServerAway() -> impl IntoView {
    let i18n = use_i18n();
    let server = use_auth().server;
    let retry = move |_| {
        spawn_local(async move {
            // If it fails again, the banner stays.
            let _ = server.ask().await;
        });
    };
    view! {
        <div role="alert">
            <Show when=move || server.is_away()>
                <div class="banner banner--away" data-testid="server-away">
                    <p class="banner__title">{t!(i18n, common.away.title)}</p>
                    <p>{t!(i18n, common.away.body)}</p>
                    <p>{t!(i18n, common.away.start)} " " <code>"cargo xtask start"</code></p>
                    <button type="button" class="button button--small" data-testid="server-away-retry" on:click=retry>
                        {t!(i18n, common.away.retry)}
                    </button>
                </div>
            </Show>
        </div>
    }
}
