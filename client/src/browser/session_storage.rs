//! `sessionStorage`: what one tab remembers over its reloads.

/// The text under `key`.
#[must_use]
pub fn text(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Puts `text` under `key`, if the browser allows it.
pub fn set_text(key: &str, text: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage costs a convenience only.
        let _ = storage.set_item(key, text);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
