//! A button that copies a text.

use crate::i18n::{t_string, use_i18n};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

#[component]
pub fn Copy(
    #[prop(into)] what: Signal<String>,
    #[prop(into)] label: Signal<&'static str>,
    testid: &'static str,
    /// How it looks: `small` or `quiet`.
    #[prop(default = "small")]
    kind: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new(None);
    // The answer is about the text that was copied, so another text clears it.
    Effect::new(move || {
        what.track();
        copied.set(None);
    });
    let copy = move |_| {
        spawn_local(async move {
            let done = write(&what.get_untracked()).await;
            // The visitor may have left the page.
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

/// Writes to the clipboard; whether that worked. On an insecure origin, as plain http from another machine, the browser
/// has no clipboard.
async fn write(text: &str) -> bool {
    let navigator = window().navigator();
    let has_clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into())
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
