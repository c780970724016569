//! What whoever runs the server needs: health, logs, and a way to stop.

pub mod cli;
pub mod first_admin;
pub(crate) mod health;
pub mod housekeeping;
pub mod logs;
pub mod metrics;
pub mod stop;
