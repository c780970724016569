//! Any text that a user takes for a token, taken apart as far as it goes.
//!
//! Nothing here decides whether a token is good: that is for `shared::verify`. This shows the parts, and
//! where and why the text stops being a token.

mod base64;
mod dissect;
mod extract;

pub use base64::{Base64Fault, Base64FaultKind, decode};
pub use dissect::{DecodedSegment, Dissected, Shape, dissect};
pub use extract::{Removal, extract};
