//! Keys: one root secret in a file, and everything else derived from it or sealed under it.
//!
//! ```text
//! root.key ──HKDF "…seal signing keys"──▶ opens and closes signing_keys.sealed ──▶ the HS256 secrets
//!          └─HKDF "…seal refresh tokens"─▶ HMAC of the refresh tokens
//! ```
//!
//! The database alone signs nothing, and neither does the key file alone.

pub mod root;
pub mod sealed;
pub mod signing;
mod weak;

pub use root::RootKey;
pub use signing::{KeyRing, SigningKey};
