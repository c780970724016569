//! The attack lab: genuine tokens to attack with, a naive verifier and the strict one to attack, and the
//! source of all that runs. It is there only with `--lab`.
//!
//! Whatever happens here touches no user, no file, no network and no database, with one exception that
//! asks for it: `thief` plays a thief of the visitor's own session. The keys are the lab's own and are
//! gone with the process, so its tokens are worth nothing anywhere else, and what it remembers is bounded.
//! Of several nodes each has a lab of its own.

mod elsewhere;
mod here;
mod info;
mod keys;
mod login;
mod me;
mod memory;
mod naive;
mod offset;
mod routes;
mod thief;
mod tokens;
mod transfer;

pub(crate) use here::Lab;
pub(crate) use routes::{routes, routes_for_any_site};
