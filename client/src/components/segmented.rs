//! A group of small buttons, of which one is pressed.

use super::aria;
use leptos::prelude::*;

/// One of the buttons, for a `group` of the class `segmented`.
#[component]
pub fn Segment(
    #[prop(into)] testid: String,
    #[prop(into)] label: Signal<&'static str>,
    /// The language of the label, where it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
    #[prop(into)] pressed: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="segmented__item"
            lang=lang
            data-testid=testid
            aria-pressed=aria(move || pressed.get())
            on:click=move |_| on_press.run(())
        >
            {label}
        </button>
    }
}
