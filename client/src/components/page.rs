//! Title and focus of a page, which a browser sets when it loads one.

use crate::{brand, router::use_location};
use leptos::{html::ElementType, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

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
    focus(document().get_element_by_id("main"));
}

/// Moves the focus to an element of this document, if it is there.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Focusing an element of this document does not fail.
        let _ = element.focus();
    }
}

/// Moves the focus to the element of a component, if it is still in the document.
pub fn focus_node<E: ElementType<Output: JsCast + Clone>>(node: NodeRef<E>) {
    focus(node.try_get_untracked().flatten().map(JsCast::unchecked_into));
}
