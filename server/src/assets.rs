//! Serves the built client, which is embedded in the binary and was compressed when the server was built. Files with a
//! hash in their name are cached for a year.
//!
//! tower-http's `ServeDir` was weighed: it reads from disk, and the server is to be one file.

use crate::{error::AppError, headers::is_dynamic};
use axum::{
    body::Bytes,
    extract::State,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{
            ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
            IF_NONE_MATCH, VARY,
        },
    },
    response::{Html, IntoResponse, Response},
};
use shared::ProblemCode;

/// One file of the client.
#[derive(Debug)]
pub struct Asset {
    /// Path from the root, with its slash.
    pub path: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// Hash of the content.
    pub hash: &'static str,
    /// The file as it was built.
    pub plain: &'static [u8],
    /// The file compressed with Brotli (RFC 7932), if that is shorter.
    pub brotli: Option<&'static [u8]>,
    /// Whether the name changes with the content.
    pub immutable: bool,
}

/// The files of a client.
#[derive(Clone, Copy, Debug)]
pub struct Assets {
    /// The files.
    pub files: &'static [Asset],
    /// CSP source expressions of the inline scripts in its page.
    pub script_hashes: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

impl Assets {
    /// The client that was built before the server. This is a function because a constant would be copied into each
    /// crate that uses it.
    #[must_use]
    pub fn embedded() -> Self {
        Self { files: FILES, script_hashes: SCRIPT_HASHES }
    }

    fn find(self, path: &str) -> Option<&'static Asset> {
        self.files.iter().find(|asset| asset.path == path)
    }
}

/// Answers requests that match no route: with a file of the client, or with its page, whose router reads the path.
pub async fn serve(
    State(assets): State<Assets>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let path = uri.path();
    if is_dynamic(path) {
        return not_found();
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        let allow = [(ALLOW, HeaderValue::from_static("GET,HEAD"))];
        return (allow, method_not_allowed().await).into_response();
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    match assets.find(path) {
        Some(asset) => respond(asset, &headers),
        None if is_file => not_found(),
        None => match assets.find(PAGE) {
            Some(page) => respond(page, &headers),
            None => (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response(),
        },
    }
}

/// The failure for a method that the path does not support.
pub async fn method_not_allowed() -> AppError {
    AppError::new(
        ProblemCode::MethodNotAllowed,
        "the Allow header lists the methods that this path takes",
    )
}

const PAGE: &str = "/index.html";

const NOT_BUILT: &str = "<!doctype html><html lang=en><title>Claimcheck</title>\
    <h1>The server runs, and the client is not built</h1>\
    <p>Run <code>cargo xtask start</code>, which builds both, or <code>trunk build</code> and then the \
    server again. The interface under <code>/api</code> works without it.</p></html>\n";

fn not_found() -> Response {
    AppError::new(ProblemCode::NotFound, "check the path; the README lists what there is")
        .into_response()
}

fn respond(asset: &Asset, headers: &HeaderMap) -> Response {
    let brotli = asset.brotli.filter(|_| accepts_brotli(headers));
    // A strong tag names one encoding (RFC 9110 §8.8.3.3).
    let tag = match brotli {
        Some(_) => format!("\"{}-br\"", asset.hash),
        None => format!("\"{}\"", asset.hash),
    };
    let keep = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = if knows(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = Bytes::from_static(brotli.unwrap_or(asset.plain));
        let mut response = ([(CONTENT_TYPE, asset.media_type)], body).into_response();
        if brotli.is_some() {
            let encoding = HeaderValue::from_static("br");
            response.headers_mut().insert(CONTENT_ENCODING, encoding);
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(ETAG, HeaderValue::try_from(tag).expect("a hash in hexadecimal"));
    response
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    listed(headers, &ACCEPT_ENCODING).any(|item| {
        let (coding, weight) = item.split_once(';').unwrap_or((item, ""));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        coding.trim().eq_ignore_ascii_case("br") && weight.parse().is_ok_and(|q: f32| q > 0.0)
    })
}

/// Whether the client has this version. `If-None-Match` compares weakly (RFC 9110 §13.1.2).
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    listed(headers, &IF_NONE_MATCH)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

fn listed<'a>(
    headers: &'a HeaderMap,
    name: &axum::http::HeaderName,
) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}
