//! The `Idempotency-Key` of a renewal.
//!
//! The client chooses it before the request and keeps it until the answer is stored, over reloads and tabs. When the
//! answer is lost, the next renewal sends the same key, and the server gives the same tokens again. Without the key the
//! server would take the used refresh token for a stolen one.

use crate::browser::site_data::{LocalStorage, SiteData};
use leptos::prelude::window;
use shared::compact::{base64url, from_base64url};

pub const KEY: &str = "claimcheck.renewal_key";

/// The key of the renewal whose answer is not stored yet, or a new one. `None` where the browser keeps nothing for this
/// site: two tabs with a key each would look like two parties.
pub(super) fn current() -> Option<String> {
    // The user can write anything there, and the server would refuse it.
    let kept = LocalStorage::find(KEY);
    if let Some(key) =
        kept.filter(|key: &String| from_base64url(key).is_some_and(|key| key.len() == 16))
    {
        return Some(key);
    }
    let mut random = [0; 16];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut random).ok()?;
    let key = base64url(&random);
    LocalStorage::keep(KEY, &key).then_some(key)
}

/// The answer is stored, or is a refusal: the next renewal gets another key.
pub(super) fn forget() {
    LocalStorage::forget(KEY);
}
