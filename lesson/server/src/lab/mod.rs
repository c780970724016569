//! The attack lab: genuine tokens to attack with, a naive verifier and the strict one to attack, and the
//! source of all that runs. It is there only with `--lab`.
//!
//! Whatever happens here touches no user, no file, no network and no database, with one exception that
//! asks for it: `thief` plays a thief of the visitor's own session. The keys are the lab's own and are
//! gone with the process, so its tokens are worth nothing anywhere else, and what it remembers is bounded.
//! Of several nodes each has a lab of its own.

pub(crate) mod elsewhere;
mod here;
pub(crate) mod info;
mod keys;
pub(crate) mod login;
pub(crate) mod me;
mod memory;
mod naive;
mod offset;
pub(crate) mod thief;
pub(crate) mod tokens;
pub(crate) mod transfer;

pub(crate) use here::Lab;
