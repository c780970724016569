//! What the browser and the server agree on.
//!
//! The crate holds the vocabulary of the seven steps ([`Step`]), what travels between the two sides
//! ([`api`], [`problem`]), the rules for what a person types ([`credentials`]), and the one verifier of
//! access tokens ([`verify`]) that runs in the server and in the browser alike.
//!
//! It knows no I/O, no clock and no cryptography: the time is passed in, and the caller, who has the
//! key, checks the signature between two phases of the verifier.

pub mod api;
mod audit;
mod claims;
pub mod compact;
pub mod credentials;
mod json;
#[doc(hidden)]
pub mod named;
pub mod problem;
mod role;
mod stage;
mod step;
pub mod strength;
mod time;
pub mod verify;

pub use audit::AuditEvent;
pub use claims::{AccessClaims, Claims, UnverifiedClaims};
pub use compact::Compact;
pub use problem::{Problem, ProblemCode};
pub use role::Role;
pub use stage::Stage;
pub use step::Step;
pub use time::UnixSeconds;
pub use verify::{Check, Refusal, TokenPolicy, Verdict};
