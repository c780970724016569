//! The metrics over HTTP: each request is counted, and `GET /metrics` answers with all counts. It is served only on an
//! address of its own, if one is configured, because counts of logins are not for the public.

use crate::state::AppState;
use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{Method, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use std::{net::TcpListener, time::Instant};

/// Counts a request and measures the time until its answer.
pub async fn measure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let (status, seconds) = (response.status().as_u16(), start.elapsed().as_secs_f64());
    let metrics = &state.metrics;
    metrics.answered(method, route, status, seconds);
    response
}

/// The name of a method for the label. A client can invent methods, and each would be a time series.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Serves the metrics until the program ends.
pub async fn serve(listener: TcpListener, state: AppState) {
    let service = router(state).into_make_service();
    let served = async { axum_server::from_tcp(listener)?.serve(service).await };
    if let Err(error) = served.await {
        tracing::error!(%error, "the metrics are served no more");
    }
}

/// `GET /metrics`
pub fn router(state: AppState) -> Router {
    Router::new().route("/metrics", get(read)).with_state(state)
}

async fn read(State(state): State<AppState>) -> Response {
    let (hashes, revoked) = (state.limits.hashing.in_use(), state.revoked.len());
    let text = state.metrics.text(hashes, revoked, state.revoked.age());
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, media_type)], text).into_response()
}
