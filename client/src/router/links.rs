//! Clicks on links to pages of this site, which need no load.

use super::{Location, NavigateOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Follows the link under a click, if it leads to a page of this application.
pub(super) fn follow(location: Location, event: &MouseEvent) {
    if event.default_prevented() || wants_browser(event) {
        return;
    }
    let Some(link) = link(event).filter(is_own) else {
        return;
    };
    event.prevent_default();
    let options = NavigateOptions { replace: false, scroll: !link.has_attribute("data-noscroll") };
    let to = [link.pathname(), link.search(), link.hash()].concat();
    location.go(&to, options);
}

/// Whether a button or a key asks the browser for a new tab, a new window or a download.
fn wants_browser(event: &MouseEvent) -> bool {
    event.button() != 0
        || event.meta_key()
        || event.alt_key()
        || event.ctrl_key()
        || event.shift_key()
}

fn link(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    // The selector is valid.
    target.closest("a[href]").ok()??.dyn_into().ok()
}

fn is_own(link: &HtmlAnchorElement) -> bool {
    let here = leptos::prelude::window().location().origin();
    link.target().is_empty()
        && !link.has_attribute("download")
        && !link.rel().split_ascii_whitespace().any(|rel| rel == "external")
        && here.is_ok_and(|here| here == link.origin())
}
