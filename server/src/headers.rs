//! Security headers. Every answer has them, failures included, unless the request itself could not be parsed.

use axum::{
    extract::{Request, State},
    http::{
        HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};

/// The headers that are the same for every answer.
const FIXED: [(HeaderName, HeaderValue); 5] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// `max-age` in seconds (RFC 6797 §6.1.1): two years, as the preload lists of browsers recommend.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// The headers that depend on the server.
#[derive(Clone, Debug)]
pub struct Headers {
    /// The Content Security Policy of the client's page.
    pub csp: HeaderValue,
    /// Whether the server is reached by https.
    pub is_secure: bool,
}

/// Adds the headers to an answer.
pub async fn add(State(own): State<Headers>, request: Request, next: Next) -> Response {
    let may_be_kept = may_be_kept(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A handler can set headers of its own: what is published for every origin does, and a page with another policy.
    for (name, value) in FIXED {
        headers.entry(name).or_insert(value);
    }
    let policy = headers.entry(CONTENT_SECURITY_POLICY);
    policy.or_insert_with(|| own.csp);
    if own.is_secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if !may_be_kept || !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Whether caches may keep the answer, if it has `Cache-Control`. Answers of the interface are about one user and are
/// never kept. Assets and the documents under `/.well-known/` set `Cache-Control`, except when they are failures.
fn may_be_kept(path: &str) -> bool {
    !is_dynamic(path) || path.starts_with(WELL_KNOWN)
}

/// The prefix of what a server publishes about itself (RFC 8615).
const WELL_KNOWN: &str = "/.well-known/";

/// Whether a path is answered under any name of the server: health checks come by address, and what is
/// published for everybody is no secret.
#[must_use]
pub fn is_for_every_host(path: &str) -> bool {
    path.starts_with(WELL_KNOWN) || matches!(path, "/healthz" | "/readyz")
}

/// Whether a path belongs to the interface and not to the built client. `/metrics` is served on another address; here
/// it is not found, because a scraper must not get the page.
#[must_use]
pub fn is_dynamic(path: &str) -> bool {
    path == "/api"
        || path.starts_with("/api/")
        || path.starts_with(WELL_KNOWN)
        || matches!(path, "/healthz" | "/readyz" | "/metrics")
}

/// The Content Security Policy (CSP Level 3) for a page with these inline scripts. `script_hashes` are source expressions
/// without quotes. Trusted Types are left out: Leptos builds its views with `innerHTML`.
#[must_use]
pub fn content_security_policy(script_hashes: &[&str]) -> HeaderValue {
    let hashes = script_hashes.iter().fold(String::new(), |list, hash| list + " '" + hash + "'");
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
         manifest-src 'self'; \
         base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).expect("hashes are base64")
}
