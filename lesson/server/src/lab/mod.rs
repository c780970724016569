//! The attack lab: genuine tokens to attack with, a naive verifier and the strict one to attack, and the
//! source of all that runs. It is there only with `--lab`.
//!
//! Nothing here touches a user, a file, a network or a database, with one exception that the visitor asks for:
//! `thief` copies the refresh token of the visitor's own session. The keys are the lab's own and are
//! gone with the process, so its tokens are worth nothing anywhere else, and what it remembers is bounded.
//! Of several nodes each has a lab of its own.

mod copies;
pub(crate) mod elsewhere;
mod here;
pub(crate) mod info;
mod keys;
mod limits;
pub(crate) mod login;
pub(crate) mod me;
mod naive;
mod offset;
pub(crate) mod thief;
pub(crate) mod tokens;
pub(crate) mod transfer;
mod visitors;

pub(crate) use here::Lab;
