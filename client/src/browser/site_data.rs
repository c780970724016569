//! What the browser keeps for this site: `localStorage` and `sessionStorage`, through gloo-storage.
//!
//! Where the settings of a browser block site data, the functions of gloo-storage panic. So the functions here ask
//! first, and find and keep nothing there.

pub use gloo_storage::{LocalStorage, SessionStorage};

use gloo_storage::Storage;
use serde::{Serialize, de::DeserializeOwned};

/// A storage that the browser may block.
pub trait SiteData: Storage {
    /// Whether the browser lets this page use it.
    fn is_allowed() -> bool;

    /// The value under `key`. A value of another shape counts as absent: another version has stored it.
    fn find<T: DeserializeOwned>(key: &str) -> Option<T> {
        Self::is_allowed().then(|| Self::get(key).ok()).flatten()
    }

    /// The text under `key`. Earlier versions stored texts as they are and not as JSON, and these are found too.
    fn find_text(key: &str) -> Option<String> {
        let as_it_is = || {
            let allowed = Self::is_allowed();
            allowed.then(|| Self::raw().get_item(key).ok()?).flatten()
        };
        Self::find(key).or_else(as_it_is)
    }

    /// Stores `value` under `key`, as JSON; whether that worked. A full storage refuses as a blocked one does.
    fn keep<T: Serialize + ?Sized>(key: &str, value: &T) -> bool {
        Self::is_allowed() && Self::set(key, value).is_ok()
    }

    /// Removes the value under `key`, if there is one.
    fn forget(key: &str) {
        if Self::is_allowed() {
            Self::delete(key);
        }
    }
}

impl SiteData for LocalStorage {
    fn is_allowed() -> bool {
        let storage = web_sys::window().map(|window| window.local_storage());
        matches!(storage, Some(Ok(Some(_))))
    }
}

impl SiteData for SessionStorage {
    fn is_allowed() -> bool {
        let storage = web_sys::window().map(|window| window.session_storage());
        matches!(storage, Some(Ok(Some(_))))
    }
}
