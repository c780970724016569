//! Whether the visitor has done anything on this page yet.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, AddEventListenerOptions};

/// The events that only a visitor causes. A screen reader that reads on scrolls.
const EVENTS: [&str; 7] =
    ["pointermove", "pointerdown", "keydown", "focusin", "scroll", "wheel", "click"];

/// Becomes true with the first of these events. What the page does not need before is loaded then: opening the page
/// takes little, and the rest is there before the visitor asks for it.
pub fn first_sign() -> ReadSignal<bool> {
    let (active, set_active) = signal(false);
    let options = AddEventListenerOptions::new();
    options.set_once(true);
    options.set_passive(true);
    // Scrolling of an element does not bubble to the window.
    options.set_capture(true);
    if let Ok(page) = AbortController::new() {
        options.set_signal(&page.signal());
        let page = StoredValue::new_local(page);
        on_cleanup(move || page.with_value(AbortController::abort));
    }
    let listener = Closure::<dyn FnMut()>::new(move || {
        set_active.try_set(true);
    });
    let listener = listener.into_js_value().unchecked_into();
    for event in EVENTS {
        // Fails for no event and no listener.
        let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
            event, &listener, &options,
        );
    }
    active
}
