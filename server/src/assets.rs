//! The built client, from inside the binary: compressed when the server was built, cached for good
//! where the name has a hash.

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
    /// The same under brotli, where that is shorter.
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
    /// The client that was there when the server was built. A function, because a constant would be in the program
    /// once for each crate that names it.
    #[must_use]
    pub fn embedded() -> Self {
        Self { files: FILES, script_hashes: SCRIPT_HASHES }
    }

    fn find(self, path: &str) -> Option<&'static Asset> {
        self.files.iter().find(|asset| asset.path == path)
    }
}

/// Whatever no other route took: a file of the client, or its page, which finds its own way.
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

/// A path that does not take this method.
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
    // The two encodings are two representations, and a strong tag names one.
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

/// `If-None-Match` compares weakly (RFC 9110 §13.1.2).
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
