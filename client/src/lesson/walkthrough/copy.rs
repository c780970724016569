//! A button that copies a text.

use crate::{
    i18n::{t_string, use_i18n},
    lesson::clipboard,
};
use leptos::{prelude::*, task::spawn_local};

/// Copies, and says whether that worked.
#[component]
pub fn Copy(
    /// What to copy.
    #[prop(into)]
    what: Signal<String>,
    /// What the button says.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The name under which tests find it.
    testid: &'static str,
    /// How it looks: `small` or `quiet`.
    #[prop(default = "small")]
    kind: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new(None);
    // Of another text nothing has been copied yet.
    Effect::new(move || {
        what.track();
        copied.set(None);
    });
    let copy = move |_| {
        spawn_local(async move {
            let done = clipboard::write(&what.get_untracked()).await;
            // The page may be gone by now.
            copied.try_set(Some(done));
        });
    };
    let answer = Signal::derive(move || match copied.get() {
        None => "",
        Some(true) => t_string!(i18n, walkthrough.exchange.copied),
        Some(false) => t_string!(i18n, walkthrough.exchange.not_copied),
    });
    view! {
        <span class="copy">
            <button type="button" class=format!("button button--{kind}") data-testid=testid on:click=copy>
                {label}
            </button>
            <span class="small" role="status">{answer}</span>
        </span>
    }
    .into_any()
}
