//! What a page of its own would do by itself: name itself, and take the focus when it is opened.

use crate::{brand, router::use_location};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Gives the document the title of the page that calls this.
pub fn page_title(title: Signal<&'static str>) {
    Effect::new(move || document().set_title(&format!("{} · {}", title.get(), brand::NAME)));
}

/// Moves the focus to the content after each navigation, so that a screen reader starts reading there
/// and the keyboard goes on from there. The first page keeps the focus where the browser puts it.
pub fn focus_after_navigation() {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            // In the next frame, when the page that is navigated to is there.
            request_animation_frame(focus_content);
        }
        path
    });
}

/// Moves the focus to the content, past the head of the page.
pub fn focus_content() {
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focusing an element of this document does not fail.
        let _ = main.focus();
    }
}
