//! Shows a list that the server sends a page at a time.

use super::{FormError, ListState, When, aria};
use crate::i18n::{t_string, text, use_i18n};
use leptos::prelude::*;

/// The rows, and below them the state of the list and its buttons.
#[component]
pub fn List(
    list: ListState,
    testid: &'static str,
    label: Signal<&'static str>,
    empty: Signal<&'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = Signal::derive(move || list.state());
    let said = Signal::derive(move || match state.get() {
        "loading" => t_string!(i18n, common.list.loading),
        "empty" => empty.get(),
        _ => "",
    });
    let failed = Signal::derive(move || state.get() == "failed");
    let has_more = Memo::new(move |_| list.next.with(Option::is_some));
    // Once there was more, the button stays to the end: it has the focus.
    let long = Signal::derive(move || has_more.get() || list.pages.get() > 1);
    let more = Signal::derive(move || match (has_more.get(), list.loading.get()) {
        (_, true) => t_string!(i18n, common.list.loading),
        (true, false) => t_string!(i18n, common.list.more),
        (false, false) => t_string!(i18n, common.list.end),
    });
    view! {
        <div
            class="listing"
            data-testid=testid
            data-state=state
            data-count=Signal::derive(move || list.count())
            aria-busy=aria(move || list.loading.get())
        >
            <ul class="rows" tabindex="-1" aria-label=label node_ref=list.node>
                <For each=move || list.rows.get() key=|(request, row)| (*request, row.id.clone()) let((_, row))>
                    <li class="rows__item" data-testid=format!("{testid}-row") data-id=row.id.clone()>{row.view.run()}</li>
                </For>
            </ul>
            <p class="listing__said" role="status">{said}</p>
            <When so=failed>
                <FormError error=list.error testid="list-error"/>
                <button type="button" class="button button--small" data-testid="list-retry" on:click=move |_| list.retry()>
                    {text!(i18n, common.list.retry)}
                </button>
            </When>
            <When so=long>
                <button
                    type="button"
                    class="button button--small listing__more"
                    data-testid="list-more"
                    aria-disabled=aria(move || !has_more.get() || list.loading.get())
                    on:click=move |_| list.more()
                >
                    {more}
                </button>
            </When>
        </div>
    }
}
