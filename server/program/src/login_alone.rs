//! The login without the lesson: the assembly when the feature `lesson` is off.

use anyhow::Result;
use axum::Router;
use serde_json::Value;
use server::{Additions, AppState, app, ops::logs::Watcher};

/// `claimcheck serve` has no flags beyond those of the login.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct More {}

/// This program makes no account of its own.
pub(crate) const MADE_BY_PROGRAM: Option<&str> = None;

/// No subscriber besides the log.
pub(crate) fn watcher(_: &More) -> Option<Watcher> {
    None
}

/// The router of the server.
#[expect(clippy::unused_async, reason = "with the lesson this waits")]
pub(crate) async fn assemble(state: &AppState, _: &More) -> Result<Router> {
    Ok(app(state.clone(), Additions::default()))
}

/// The OpenAPI document of the program.
pub(crate) fn description() -> Value {
    server::description(Additions::default())
}
