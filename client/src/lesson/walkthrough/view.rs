//! Brings what the player does into view. Whether the page glides there or jumps, its style sheet knows.

use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// The head of the step.
pub fn panel() {
    bring(".panel__stub", ScrollLogicalPosition::Start);
}

/// The last thing that happened, or the verdicts on it.
pub fn latest() {
    bring(".way__item:last-child, .checks", ScrollLogicalPosition::Nearest);
}

/// In the next frame, when the page is made of what has just happened.
fn bring(selector: &'static str, place: ScrollLogicalPosition) {
    request_animation_frame(move || {
        let options = ScrollIntoViewOptions::new();
        options.set_block(place);
        // The selectors are valid.
        if let Ok(Some(element)) = document().query_selector(selector) {
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
