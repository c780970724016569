//! The log: a span for each request, events with the step's name in it, and nothing secret. Of a
//! request only method and path are written: queries, headers and bodies can hold what is nobody's
//! business.

use crate::config::LogFormat;
use anyhow::{Context, Result};
use axum::{extract::Request, middleware::Next, response::Response};
use std::{
    io::{self, IsTerminal},
    time::Instant,
};
use tracing::{Instrument, info_span};
use tracing_subscriber::EnvFilter;

/// Starts writing to standard error.
pub fn start(format: LogFormat, filter: &str) -> Result<()> {
    let filter = EnvFilter::try_new(filter)
        .context("CLAIMCHECK_LOG is not understood; write it like info or info,server=debug")?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    match format {
        LogFormat::Text => logs.init(),
        LogFormat::Json => logs.json().init(),
    }
    Ok(())
}

/// Surrounds a request with a span and writes down how it went.
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
