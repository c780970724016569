//! Security headers, on every answer to a request that could be read, failures included.

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

/// The same for every answer.
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

/// Two years, the term that browsers' preload lists ask for.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// What the headers of one server say.
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
    headers.extend(FIXED);
    // A page that needs another policy says so.
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

/// Answers of the interface are about one person at one time and are kept nowhere. Assets and what is
/// published for everybody say themselves how long they may be kept; where they do not, they are
/// failures.
fn may_be_kept(path: &str) -> bool {
    !is_dynamic(path) || path.starts_with(WELL_KNOWN)
}

/// Where everybody looks for what a server publishes about itself (RFC 8615).
const WELL_KNOWN: &str = "/.well-known/";

/// Whether a path belongs to the interface and not to the built client. `/metrics` is nowhere here, and
/// who looks for it shall not get the page.
#[must_use]
pub fn is_dynamic(path: &str) -> bool {
    path == "/api"
        || path.starts_with("/api/")
        || path.starts_with(WELL_KNOWN)
        || matches!(path, "/healthz" | "/readyz" | "/metrics")
}

/// The Content Security Policy for a page with these inline scripts. Nothing but what is named can be
/// loaded. Trusted Types are left out: Leptos builds its views with `innerHTML`.
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
