//! Pages of other origins that may call the interface: none, unless they are listed.
//!
//! The http-only cookies are `SameSite=Strict`, so they come along only from origins of the same site, as
//! `https://app.example.com` is to `https://login.example.com`. Others use the access token in memory and
//! sign in again when it has expired.

use axum::http::{
    HeaderName, HeaderValue, Method,
    header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
};
use std::time::Duration;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The layer that answers browsers which ask for such pages; none where nothing is listed.
pub(crate) fn layer(origins: &[String]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let origins = origins.iter().filter_map(|origin| HeaderValue::try_from(origin).ok());
    let methods = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    Some(
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_credentials(true)
            .allow_methods(methods)
            .allow_headers([AUTHORIZATION, CONTENT_TYPE, IDEMPOTENCY_KEY])
            .expose_headers([WWW_AUTHENTICATE, RETRY_AFTER])
            .max_age(PREFLIGHT),
    )
}

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// How long a browser need not ask again.
const PREFLIGHT: Duration = Duration::from_mins(10);
