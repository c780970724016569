//! The server does not answer: what that means and what to do.

use crate::{
    auth::use_auth,
    brand,
    components::When,
    i18n::{t_string, text, use_i18n},
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
            <When so=Signal::derive(move || server.is_away())>
                <div class="banner banner--away" data-testid="server-away">
                    <p class="banner__title">{text!(i18n, common.away.title)}</p>
                    <p>{Signal::derive(move || t_string!(i18n, common.away.body, brand = brand::NAME))}</p>
                    <p>{text!(i18n, common.away.start)} " " <code>"cargo xtask start"</code></p>
                    <button type="button" class="button button--small" data-testid="server-away-retry" on:click=retry>
                        {text!(i18n, common.away.retry)}
                    </button>
                </div>
            </When>
        </div>
    }
}
