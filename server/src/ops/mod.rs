//! Operation: commands, health, logs, metrics, housekeeping, and how the server stops.

pub mod cli;
pub mod first_admin;
pub(crate) mod health;
pub mod housekeeping;
pub mod logs;
pub mod metrics;
pub mod stop;
