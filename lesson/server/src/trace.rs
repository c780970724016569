//! Tells the page what answering a request took, stage by stage, in the header `Server-Timing`. Only with the lab
//! on: for an attacker durations are hints. A refused login tells only what was done and not how long it took,
//! because the search for an unknown name may be faster than that for a known one.
//!
//! The login marks its stages as spans of [`tracing`] ([`server::stage`]) and does not know that they are
//! collected. [`tell`] surrounds a request with a span of its own; the layer [`Watcher`] notes each stage that is
//! done within such a span.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use lesson_shared::trace::{HEADER, Trace};
use server::stage::{DATABASE_TARGET, TARGET};
use shared::{Stage, api::paths};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};
use tracing::{
    Event, Instrument, Span, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id},
    trace_span,
};
use tracing_subscriber::{
    Layer, Registry,
    filter::{FilterFn, filter_fn},
    layer::Context,
    registry::LookupSpan,
};

/// The target of the span around a request that is watched.
const REQUEST_TARGET: &str = "claimcheck::watched";

/// The layer that notes the stages, with the filter that lets it see them and nothing else.
pub fn watcher<S>() -> impl Layer<S> + Send + Sync
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    let filter: FilterFn =
        filter_fn(|seen| [TARGET, DATABASE_TARGET, REQUEST_TARGET].contains(&seen.target()));
    Watcher.with_filter(filter)
}

/// Collects what answering takes, and tells it in the answer.
pub async fn tell(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_login = path == paths::LOGIN;
    if !is_told(path) {
        return next.run(request).await;
    }
    let span = trace_span!(target: REQUEST_TARGET, "watched");
    let Some(watched) = Watched::of(&span) else {
        // The subscriber of this program has no watcher.
        return next.run(request).await;
    };
    let start = Instant::now();
    let mut response = next.run(request).instrument(span).await;
    let mut trace = watched.trace().clone();
    trace.stages.push((Stage::Total, Some(start.elapsed())));
    if is_login && !response.status().is_success() {
        trace.forget_durations();
    }
    if let Ok(value) = HeaderValue::try_from(trace.to_string()) {
        let name = HeaderName::from_static(HEADER);
        response.headers_mut().insert(name, value);
    }
    response
}

fn is_told(path: &str) -> bool {
    ["/api/auth/", "/api/me", "/api/lab/strict/"].iter().any(|start| path.starts_with(start))
}

/// What a request took so far. The span's extension and the middleware share it.
#[derive(Clone, Default)]
struct Watched(Arc<Mutex<Trace>>);

impl Watched {
    fn trace(&self) -> MutexGuard<'_, Trace> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What [`Watcher`] has attached to this span; `None` where it does not run.
    fn of(span: &Span) -> Option<Self> {
        let attached = span.with_subscriber(|(id, dispatch)| {
            let span = dispatch.downcast_ref::<Registry>()?.span(id)?;
            span.extensions().get::<Self>().cloned()
        });
        attached.flatten()
    }
}

/// A stage that has begun.
struct Begun {
    stage: Stage,
    at: Instant,
}

struct Watcher;

impl<S> Layer<S> for Watcher
where
    S: Subscriber + for<'s> LookupSpan<'s>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        match attributes.metadata().target() {
            REQUEST_TARGET => {
                span.extensions_mut().insert(Watched::default());
            }
            TARGET => {
                let mut name = StageName(None);
                attributes.record(&mut name);
                if let StageName(Some(stage)) = name {
                    let at = Instant::now();
                    span.extensions_mut().insert(Begun { stage, at });
                }
            }
            _ => {}
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let Some(span) = context.lookup_current() else {
            return;
        };
        let Some(watched) = watched_around(&span) else {
            return;
        };
        if event.metadata().target() == DATABASE_TARGET {
            watched.trace().db += 1;
        } else if let Some(Begun { stage, at }) = span.extensions_mut().remove() {
            watched.trace().stages.push((stage, Some(at.elapsed())));
        }
    }
}

fn watched_around<'s, S: LookupSpan<'s>>(
    span: &tracing_subscriber::registry::SpanRef<'s, S>,
) -> Option<Watched> {
    span.scope().find_map(|span| span.extensions().get::<Watched>().cloned())
}

/// Reads the field `stage`.
struct StageName(Option<Stage>);

impl Visit for StageName {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "stage" {
            self.0 = Stage::from_name(value);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}
