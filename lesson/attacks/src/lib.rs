//! The attacks of the lab: what each forges from a genuine token, and what has to stop it.
//!
//! A [`Case`] is a recipe. Forging is plain data and does no cryptography: [`Case::forge`] makes a [`Draft`], the
//! caller makes the signature that it asks for (`WebCrypto` in the browser, a library in a test), [`Draft::token`]
//! puts the two together, and [`Case::request`] is the request to send. The page runs these
//! cases live, and the tests of the server run the same ones.

mod case;
mod catalogue;
#[cfg(any(test, feature = "worker"))]
pub mod crack;
pub mod diff;
mod draft;
mod genuine;
pub mod message;
mod object;
#[cfg(any(test, feature = "recover"))]
pub mod recover;

pub use case::{Case, Expected, First, Request, Resource, TokenPlace};
pub use catalogue::{Attack, Elsewhere, Family, How, Panel, all, find};
pub use draft::{Draft, ForgeError, Materials, Signing};
