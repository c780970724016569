//! Marks the stages of a request as spans of [`tracing`], so that a subscriber can time them.
//!
//! The spans have the target [`TARGET`] and the level `TRACE`. While no subscriber wants them, a stage costs one check
//! of that.

use shared::Stage;
use std::future::Future;
use tracing::{Instrument, Span, trace, trace_span};

/// The target of the spans. Each has the field `stage` with the [name](Stage::name) of its stage. An event of the same
/// target within it marks the end of the stage; the span itself may live longer, because the database driver holds a
/// reference to it.
pub const TARGET: &str = "claimcheck::stage";
/// The target of the event that each query of the database emits.
pub const DATABASE_TARGET: &str = "claimcheck::database";

/// Does `work` within the span of this stage.
pub fn time<T>(stage: Stage, work: impl FnOnce() -> T) -> T {
    span(stage).in_scope(|| {
        let result = work();
        done();
        result
    })
}

/// Awaits `work` within the span of this stage.
pub async fn timed<T>(stage: Stage, work: impl Future<Output = T>) -> T {
    let marked = async {
        let result = work.await;
        done();
        result
    };
    marked.instrument(span(stage)).await
}

/// Emits the event for a statement or a transaction.
pub(crate) fn asked_database() {
    trace!(target: DATABASE_TARGET, "asked");
}

fn done() {
    trace!(target: TARGET, "done");
}

fn span(stage: Stage) -> Span {
    trace_span!(target: TARGET, "stage", stage = stage.name())
}
