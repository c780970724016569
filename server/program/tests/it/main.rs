//! The program: what it says, how it stops, and its commands beside a running server.

mod binary;
mod incident;
mod keys_cli;
mod root_key;
mod user_cli;
