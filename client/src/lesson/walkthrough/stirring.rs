//! Whether the visitor has done anything on this page yet.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::AddEventListenerOptions;

/// Each of them comes from somebody who is there. A screen reader that reads on scrolls.
const SIGNS: [&str; 7] =
    ["pointermove", "pointerdown", "keydown", "focusin", "scroll", "wheel", "click"];

/// Becomes true with the first sign of life. What is not needed before waits for it: a page that is only opened is
/// small, and whoever uses it has the rest before it is asked for.
pub fn stirring() -> Memo<bool> {
    let stirs = RwSignal::new(false);
    let notice = Closure::<dyn FnMut()>::new(move || {
        if stirs.try_get_untracked() == Some(false) {
            stirs.set(true);
        }
    });
    let options = AddEventListenerOptions::new();
    options.set_once(true);
    options.set_passive(true);
    // Scrolling of a part of the page does not come up to the window.
    options.set_capture(true);
    for sign in SIGNS {
        // It fails for no event and no listener.
        let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
            sign,
            notice.as_ref().unchecked_ref(),
            &options,
        );
    }
    let notice = StoredValue::new_local(notice);
    on_cleanup(move || {
        notice.with_value(|notice| {
            for sign in SIGNS {
                let _ = window().remove_event_listener_with_callback_and_bool(
                    sign,
                    notice.as_ref().unchecked_ref(),
                    true,
                );
            }
        });
    });
    Memo::new(move |_| stirs.get())
}
