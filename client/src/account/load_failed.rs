//! What a section shows in the place of what it could not load.

use crate::{
    components::{FormError, focus},
    http::ApiError,
    i18n::{text, use_i18n},
};
use leptos::{html, prelude::*};

#[component]
pub fn LoadFailed(
    error: Signal<Option<ApiError>>,
    testid: &'static str,
    #[prop(into)] retry: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let button = NodeRef::<html::Button>::new();
    let again = move |_| {
        // The button is hidden once the content is there, and would take the focus with it. So the focus moves to the
        // heading of the section first.
        let section = button.get_untracked().and_then(|button| button.closest("section").ok()?);
        focus(section.and_then(|section| section.query_selector("h2").ok()?));
        retry.run(());
    };
    view! {
        <FormError error=error testid=testid/>
        <button
            type="button"
            class="button button--small account__retry"
            data-testid=format!("{testid}-retry")
            node_ref=button
            hidden=Signal::derive(move || error.with(Option::is_none))
            on:click=again
        >
            {text!(i18n, account.retry)}
        </button>
    }
}
