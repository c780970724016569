//! The login without its lesson.

use anyhow::Result;
use axum::Router;
use serde_json::Value;
use server::{Additions, AppState, app, ops::logs::Watcher};

/// `claimcheck serve` has no flags beyond those of the login.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct More {}

/// This program makes no account of its own.
pub(crate) const MADE_BY_PROGRAM: Option<&str> = None;

/// Only the log looks at a request.
pub(crate) fn watcher(_: &More) -> Option<Watcher> {
    None
}

/// Everything the server answers.
#[expect(clippy::unused_async, reason = "with the lesson this waits")]
pub(crate) async fn assemble(state: &AppState, _: &More) -> Result<Router> {
    Ok(app(state.clone(), Additions::default()))
}

/// The description of all that this program can serve.
pub(crate) fn description() -> Value {
    server::description(Additions::default())
}
