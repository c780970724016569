//! Keys: the root key, and all other keys, which are derived from it or sealed under it.
//!
//! ```text
//! root key ──HKDF "…seal-signing-keys"──▶ opens and closes signing_keys.sealed ──▶ keys of the tokens
//!          ├─HKDF "…seal-refresh-tokens"▶ HMAC of the refresh tokens
//!          └─HKDF …                       a label for each further purpose: root::Purpose lists them
//! ```
//!
//! The database alone signs nothing, and neither does the root key alone.
//!
//! A signing key has one algorithm ([`material`]) and goes through four states driven by time
//! ([`lifecycle`]). The [`ring`] has the keys in memory that are not gone, and publishes their public halves.
//! [`rotation`] makes new keys.

pub(crate) mod lifecycle;
pub mod material;
mod ring;
pub mod root;
pub mod rotation;
pub mod sealed;
pub(crate) mod signing;
mod weak;

pub use ring::{KeyPolicy, KeyRing};
pub use root::RootKey;
pub use signing::SigningKey;
