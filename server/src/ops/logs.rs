//! The log: a span for each request, with events that have the name of the step. Of a request only method and path are
//! logged, because queries, headers and bodies can hold secrets and personal data.

use crate::config::LogFormat;
use anyhow::{Context, Result};
use axum::{extract::Request, middleware::Next, response::Response};
use std::{
    io::{self, IsTerminal},
    time::Instant,
};
use tracing::{Instrument, info_span};
use tracing_subscriber::{
    EnvFilter, Layer, Registry, layer::SubscriberExt, util::SubscriberInitExt,
};

/// Another subscriber for spans and events, with a filter of its own.
pub type Watcher = Box<dyn Layer<Registry> + Send + Sync>;

/// Starts to log to standard error. `filter` has the syntax of `RUST_LOG` and does not apply to the watcher. Fails if it
/// does not parse.
pub fn start(format: LogFormat, filter: &str, watcher: Option<Watcher>) -> Result<()> {
    let filter = EnvFilter::try_new(filter)
        .context("CLAIMCHECK_LOG is not understood; write it like info or info,server=debug")?;
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    let log = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry().with(watcher).with(log.with_filter(filter)).init();
    Ok(())
}

/// Handles a request within a span, and logs status and duration.
pub async fn record(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let span = info_span!("request", method = %request.method(), path = request.uri().path());
    async {
        let response = next.run(request).await;
        let status = response.status().as_u16();
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(status, micros, "answered");
        response
    }
    .instrument(span)
    .await
}
