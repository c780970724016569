//! What a route is here.

use crate::state::AppState;
use axum::routing::MethodRouter;

/// Paths, and what answers there. A table and not a [`Router`](axum::Router), because a router does not
/// tell what it has, and the description of the interface has to be held against that.
pub type Routes = Vec<(&'static str, MethodRouter<AppState>)>;
