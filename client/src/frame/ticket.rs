//! The mark: the stub of a claim check.

use leptos::prelude::*;

/// The mark, in the colour of the text around it. It says nothing to a screen reader: the name stands
/// beside it.
#[component]
pub fn Ticket() -> impl IntoView {
    view! {
        <svg class="ticket" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
            <path class="ticket__paper" d="M4 6h24a2 2 0 0 1 2 2v5a3 3 0 0 0 0 6v5a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-5a3 3 0 0 0 0-6V8a2 2 0 0 1 2-2z"></path>
            <path class="ticket__tear" d="M21 8v17"></path>
            <path class="ticket__check" d="m7.5 16.5 3.2 3.2 6-7"></path>
        </svg>
    }
}
