//! `localStorage`, for browsers that allow it.

use crate::json;
use serde::{Serialize, de::DeserializeOwned};

/// The storage, unless the browser's settings refuse it.
#[must_use]
pub fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The text under `key`.
#[must_use]
pub fn text(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Puts `text` under `key`; whether that worked.
pub fn set_text(key: &str, text: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// The value under `key`, kept as JSON. What does not parse counts as absent: it is not from this
/// version.
#[must_use]
pub fn value<T: DeserializeOwned>(key: &str) -> Option<T> {
    json::read(&text(key)?)
}

/// Puts `value` under `key`, as JSON; whether that worked.
pub fn set_value<T: Serialize>(key: &str, value: &T) -> bool {
    serde_json::to_string(value).is_ok_and(|value| set_text(key, &value))
}

/// Removes what is under `key`.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        // Removing what is not there does nothing, and nothing else can go wrong.
        let _ = storage.remove_item(key);
    }
}
