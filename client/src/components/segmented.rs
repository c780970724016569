//! Two or three small buttons side by side of which one is pressed.

use leptos::prelude::*;

/// One of the buttons, for a `group` of the class `segmented`.
#[component]
pub fn Segment(
    /// The name under which tests find it.
    #[prop(into)]
    testid: String,
    /// What it says.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The language of that, where it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
    /// Whether it is the one that is pressed.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Presses it.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="segmented__item"
            lang=lang
            data-testid=testid
            aria-pressed=Signal::derive(move || pressed.get().to_string())
            on:click=move |_| on_press.run(())
        >
            {label}
        </button>
    }
}
