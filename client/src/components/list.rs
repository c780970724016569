//! A list as it is shown.

use super::{FormError, Listing, When};
use crate::i18n::{t_string, text, use_i18n};
use leptos::prelude::*;

/// The rows, and below them what there is to say or to press.
#[component]
pub fn List(
    /// What is shown.
    listing: Listing,
    /// The name under which tests find it.
    testid: &'static str,
    /// What it is a list of.
    label: Signal<&'static str>,
    /// What to say when nothing is in it.
    empty: Signal<&'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = Signal::derive(move || listing.state());
    let said = Signal::derive(move || match state.get() {
        "loading" => t_string!(i18n, common.list.loading),
        "empty" => empty.get(),
        _ => "",
    });
    let failed = Signal::derive(move || state.get() == "failed");
    let has_more = Memo::new(move |_| listing.next.with(Option::is_some));
    // Once there was more, the button stays to the end: it has the focus.
    let long = Signal::derive(move || has_more.get() || listing.pages.get() > 1);
    let more = Signal::derive(move || match (has_more.get(), listing.loading.get()) {
        (_, true) => t_string!(i18n, common.list.loading),
        (true, false) => t_string!(i18n, common.list.more),
        (false, false) => t_string!(i18n, common.list.end),
    });
    view! {
        <div
            class="listing"
            data-testid=testid
            data-state=state
            data-count=Signal::derive(move || listing.count())
            aria-busy=Signal::derive(move || listing.loading.get().to_string())
        >
            <ul class="rows" tabindex="-1" aria-label=label node_ref=listing.list>
                <For each=move || listing.rows.get() key=|(round, row)| (*round, row.id.clone()) let((_, row))>
                    <li class="rows__item" data-testid=format!("{testid}-row") data-id=row.id.clone()>{row.view.run()}</li>
                </For>
            </ul>
            <p class="listing__said" role="status">{said}</p>
            <When so=failed>
                <FormError error=listing.error testid="list-error"/>
                <button type="button" class="button button--small" data-testid="list-retry" on:click=move |_| listing.retry()>
                    {text!(i18n, common.list.retry)}
                </button>
            </When>
            <When so=long>
                <button
                    type="button"
                    class="button button--small listing__more"
                    data-testid="list-more"
                    aria-disabled=Signal::derive(move || (!has_more.get() || listing.loading.get()).to_string())
                    on:click=move |_| listing.more()
                >
                    {more}
                </button>
            </When>
        </div>
    }
}
