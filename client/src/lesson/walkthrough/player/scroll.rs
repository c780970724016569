//! Scrolls to what the player does. Whether the page glides or jumps, the style sheet says.

use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// To the head of the step.
pub fn to_panel() {
    scroll_to(".panel__stub", ScrollLogicalPosition::Start);
}

/// To the latest exchange, or to the verdicts on it.
pub fn to_latest() {
    scroll_to(".way__item:last-child, .checks", ScrollLogicalPosition::Nearest);
}

/// In the next frame, when the element exists.
fn scroll_to(selector: &'static str, place: ScrollLogicalPosition) {
    request_animation_frame(move || {
        let options = ScrollIntoViewOptions::new();
        options.set_block(place);
        // The selectors are valid.
        if let Ok(Some(element)) = document().query_selector(selector) {
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
