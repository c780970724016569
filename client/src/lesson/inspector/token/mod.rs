//! Any text that somebody takes for a token, taken apart as far as it goes.
//!
//! Nothing here decides whether a token is good: that is for `shared::verify`. This says what there is to see, and
//! where exactly and why it stops being a token.

mod base64;
mod clean;
mod dissect;

pub use base64::{Break, decode};
pub use clean::{Note, clean};
pub use dissect::{Dissected, Shape, dissect};
