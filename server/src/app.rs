//! The server put together: its routes, the layers around them, and how it runs.

use crate::{
    api::openapi::{self, Description},
    assets,
    auth::{cors, host, revoked, same_site},
    error::AppError,
    headers::{self, Headers},
    keys,
    metrics::Metrics,
    ops::{housekeeping, logs, metrics::measure},
    routes::{self, Routes},
    state::AppState,
};
use anyhow::{Result, anyhow};
use axum::{
    Extension, Router,
    extract::Request,
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use serde_json::Value;
use shared::ProblemCode;
use std::{
    future::Future,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use tokio::task::JoinSet;
use tower_http::catch_panic::CatchPanicLayer;

/// Routes that a program adds to those of the login. The default adds none.
#[derive(Default)]
pub struct Additions {
    /// Checked like the routes of the login.
    pub routes: Routes,
    /// Answer requests from any site: [`same_site::guard`] does not run for them.
    pub for_any_site: Routes,
}

/// The router of the whole server.
pub fn app(state: AppState, additions: Additions) -> Router {
    let (routes, for_any_site, description) = documented(additions);
    let documentation = Router::from(routes::documentation());
    let routes = routes
        .merge(documentation.layer(Extension(Arc::new(description))))
        .fallback(assets::serve)
        .method_not_allowed_fallback(assets::method_not_allowed)
        .layer(from_fn_with_state(state.clone(), same_site::guard))
        .merge(for_any_site.method_not_allowed_fallback(assets::method_not_allowed));
    with_layers(routes, state)
}

/// The OpenAPI 3.1 document of the whole server.
#[must_use]
pub fn description(additions: Additions) -> Value {
    documented(additions).2.document
}

/// Separates the routes from their description: first those that the same-site guard protects, then those for any site.
fn documented(additions: Additions) -> (Router<AppState>, Router<AppState>, Description) {
    let (routes, mut guarded_api) = routes::login().merge(additions.routes).split_for_parts();
    guarded_api.merge(routes::documentation().into_openapi());
    let (for_any_site, open_api) = additions.for_any_site.split_for_parts();
    (routes, for_any_site, openapi::describe(guarded_api, open_api))
}

/// Adds the layers that all routes share. The last one is the outermost.
fn with_layers(routes: Router<AppState>, state: AppState) -> Router {
    let metrics = Arc::clone(&state.metrics);
    let headers = Headers {
        csp: headers::content_security_policy(state.assets.script_hashes),
        is_secure: state.config.public_url.is_secure(),
    };
    let routes =
        routes.layer(from_fn(deadline)).layer(CatchPanicLayer::custom(move |_| panicked(&metrics)));
    let routes = match cors::layer(&state.config.cors_origins) {
        Some(cors) => routes.layer(cors),
        None => routes,
    };
    routes
        .layer(from_fn_with_state(state.clone(), host::guard))
        .layer(from_fn_with_state(state.clone(), measure))
        .layer(from_fn_with_state(headers, headers::add))
        .layer(from_fn(logs::record))
        .with_state(state)
}

/// Serves until `shutdown` is done, then gives the requests under way [`STOP_DEADLINE`] to be answered.
pub async fn run(
    listener: TcpListener,
    state: AppState,
    app: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let handle = Handle::new();
    let stopping = state.stopping.clone();
    let stopper = handle.clone();
    tokio::spawn(async move {
        shutdown.await;
        stopping.cancel();
        stopper.graceful_shutdown(Some(STOP_DEADLINE));
    });
    let mut tending = JoinSet::new();
    tending.spawn(keys::rotation::keep(Arc::clone(&state.keys), state.clock.clone()));
    tending.spawn(revoked::follow(state.revoked.clone(), state.db.clone(), state.clock.clone()));
    tending.spawn(housekeeping::keep(state.clone()));
    let mut server = axum_server::from_tcp(listener)?.http1_only().handle(handle);
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .max_buf_size(MAX_HEADER_BYTES)
        .header_read_timeout(HEADER_DEADLINE);
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    server.serve(service).await?;
    tending.shutdown().await;
    state.background.close();
    state.background.wait().await;
    state.db.close().await;
    Ok(())
}

/// The most bytes of a request line with its headers; the answer to a longer request is 431. A token has at most 4 KiB,
/// and browsers send about 8 KiB of cookies.
const MAX_HEADER_BYTES: usize = 32 * 1024;
/// A connection is closed when the headers of a request take longer.
const HEADER_DEADLINE: Duration = Duration::from_secs(10);
/// The longest time until an answer. Usual are milliseconds, and a second when many users sign in at once.
const HANDLER_DEADLINE: Duration = Duration::from_secs(15);
/// How long requests under way may go on once the server stops.
const STOP_DEADLINE: Duration = Duration::from_secs(10);

async fn deadline(request: Request, next: Next) -> Result<Response, AppError> {
    tokio::time::timeout(HANDLER_DEADLINE, next.run(request)).await.map_err(|_| {
        AppError::new(ProblemCode::Timeout, "nothing came in time; try again in a moment")
    })
}

fn panicked(metrics: &Metrics) -> Response {
    metrics.panicked();
    // The panic hook has logged the message and where it happened.
    AppError::internal(anyhow!("a handler panicked")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assets::Assets,
        clock::Clock,
        config::{Config, ServeArgs},
    };
    use axum::{body::Body, routing::get};
    use clap::Parser;
    use std::future::pending;
    use tempfile::TempDir;
    use tower::ServiceExt;

    async fn state(data: &TempDir) -> AppState {
        let args = ["claimcheck".as_ref(), "--data-dir".as_ref(), data.path().as_os_str()];
        let address = SocketAddr::from(([127, 0, 0, 1], 8080));
        let config = Config::new(&ServeArgs::parse_from(args), address).unwrap();
        AppState::open(config, Clock::System, Assets::embedded()).await.unwrap()
    }

    async fn answer_of(routes: Router<AppState>, state: AppState) -> Response {
        let request =
            Request::get("/api/test").header("host", "localhost").body(Body::empty()).unwrap();
        with_layers(routes, state).oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn s49_a_panic_is_a_problem_with_all_headers_and_no_internals() {
        async fn fails() {
            panic!("canary in the works");
        }
        let data = tempfile::tempdir().unwrap();
        let routes = Router::new().route("/api/test", get(fails));
        let response = answer_of(routes, state(&data).await).await;
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert!(body.contains("\"internal\"") && !body.contains("canary"), "{body}");
    }

    #[tokio::test]
    async fn s50_an_answer_that_takes_too_long_is_given_up() {
        let data = tempfile::tempdir().unwrap();
        let state = state(&data).await;
        tokio::time::pause();
        let routes = Router::new().route("/api/test", get(pending::<()>));
        let response = answer_of(routes, state).await;
        assert_eq!(response.status(), 503);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
}
