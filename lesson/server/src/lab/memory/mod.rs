//! What the endpoints remember, each as much as is bounded.

mod account;
mod copies;
mod limits;
mod visitors;

pub(super) use account::Account;
pub(super) use copies::{Copied, Copies};
pub(super) use limits::{Limits, naive_calls};
pub(super) use visitors::Visitors;
