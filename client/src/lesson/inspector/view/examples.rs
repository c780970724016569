//! Buttons that show an example each.

use crate::{
    auth::use_auth,
    components::When,
    i18n::{t_string, text, use_i18n},
    lesson::inspector::{
        examples::{Example, own_token, show},
        state::InspectorState,
        texts,
    },
};
use leptos::{prelude::*, task::spawn_local};
use strum::VariantArray;

#[component]
pub fn Examples(state: InspectorState) -> impl IntoView {
    let i18n = use_i18n();
    let auth = use_auth();
    let failed = RwSignal::new(None);
    let has_own = Signal::derive(move || own_token(auth).is_some());
    let button = move |example: Example| {
        let label = Signal::derive(move || {
            t_string!(i18n, inspector.example.token_by_id).text(example.into_str())
        });
        let put = move |_| {
            spawn_local(async move {
                let shown = show(state, auth, example).await;
                failed.try_set(shown.err());
            });
        };
        view! {
            <button type="button" class="button button--small" data-testid=format!("example-{}", example.into_str()) on:click=put>
                {label}
            </button>
        }
        .into_any()
    };
    let wrong = Signal::derive(move || failed.get().map(|error| texts::crypto_error(i18n, error)));
    view! {
        <div class="inspect__examples" role="group" aria-labelledby="examples-label">
            <p class="small soft" id="examples-label">{text!(i18n, inspector.example.label)}</p>
            <div class="row">
                <When so=has_own>{button(Example::Own)}</When>
                {Example::VARIANTS.iter().skip(1).copied().map(button).collect_view()}
            </div>
            <p class="field__error" role="alert">{wrong}</p>
        </div>
    }
    .into_any()
}
