//! What a request took, stage by stage, for the page that draws it. Only with the lab on: how long things
//! take is nobody's business otherwise. A refused login tells only what was done, not how long it took:
//! from a search that found nobody to one that found somebody there may be a difference, which the noise of
//! a network hides from everybody else.
//!
//! The stages are collected beside the task that answers, so that no function has to hand them on. Where
//! nobody collects, a stage costs one look at that.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use shared::{
    api::paths,
    trace::{HEADER, Stage, Trace},
};
use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use tokio::task_local;

task_local! {
    static COLLECTED: Arc<Mutex<Trace>>;
}

/// Collects what answering takes, and tells it in the answer.
pub async fn record(request: Request, next: Next) -> Response {
    if !is_told(request.uri().path()) {
        return next.run(request).await;
    }
    let is_login = request.uri().path() == paths::LOGIN;
    let collected = Arc::new(Mutex::default());
    let answering = timed(Stage::Total, next.run(request));
    let mut response = COLLECTED.scope(Arc::clone(&collected), answering).await;
    let mut trace = collected.lock().unwrap_or_else(PoisonError::into_inner);
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
    ["/api/auth/", "/api/me", "/api/lab/strict/"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// Does a piece of work, and notes how long it took.
pub fn time<T>(stage: Stage, work: impl FnOnce() -> T) -> T {
    if !is_collecting() {
        return work();
    }
    let start = Instant::now();
    let done = work();
    note(stage, start);
    done
}

/// The same for work that waits.
pub async fn timed<T>(stage: Stage, work: impl Future<Output = T>) -> T {
    if !is_collecting() {
        return work.await;
    }
    let start = Instant::now();
    let done = work.await;
    note(stage, start);
    done
}

/// Counts that the database was asked.
pub fn asked_database() {
    collect(|trace| trace.db += 1);
}

/// The same work for a task of its own, which is otherwise not seen from here.
pub async fn carried<T>(collected: Option<Collected>, work: impl Future<Output = T>) -> T {
    match collected {
        Some(Collected(trace)) => COLLECTED.scope(trace, work).await,
        None => work.await,
    }
}

/// Where this request's stages are collected.
pub struct Collected(Arc<Mutex<Trace>>);

impl Collected {
    /// `None` where nobody collects.
    #[must_use]
    pub fn here() -> Option<Self> {
        COLLECTED.try_with(Arc::clone).ok().map(Self)
    }
}

fn is_collecting() -> bool {
    COLLECTED.try_with(|_| ()).is_ok()
}

fn note(stage: Stage, start: Instant) {
    let took = start.elapsed();
    collect(|trace| trace.stages.push((stage, Some(took))));
}

fn collect(change: impl FnOnce(&mut Trace)) {
    let _ = COLLECTED.try_with(|trace| {
        change(&mut trace.lock().unwrap_or_else(PoisonError::into_inner));
    });
}
