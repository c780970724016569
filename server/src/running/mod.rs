//! What a server that runs keeps count of: what happened, what is still to be done, and whether it stops.

mod later;
pub(crate) mod metrics;
mod stopping;

use later::Later;
use metrics::Metrics;
use std::sync::Arc;
use stopping::Stopping;

/// All of it.
#[derive(Clone, Default)]
pub struct Running {
    /// What happened how often.
    pub metrics: Arc<Metrics>,
    /// What goes on after its answer was given.
    pub later: Later,
    /// Whether the server was asked to stop.
    pub stopping: Stopping,
}
