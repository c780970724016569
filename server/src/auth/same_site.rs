//! Requests with cookies have to come from a page of this site.
//!
//! A browser attaches cookies by itself, also to a request that another site made it send. It says in
//! headers that no script can set where a request comes from: `Sec-Fetch-Site` (Fetch Metadata) and
//! `Origin`. Other programs send neither header, and no cookie that an attacker could use.

use crate::{config::Config, error::AppError, state::AppState};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName,
        header::{COOKIE, ORIGIN},
    },
    middleware::Next,
    response::Response,
};
use shared::ProblemCode;

/// Refuses requests that could change something and come from elsewhere.
pub async fn guard(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    if !request.method().is_safe() {
        check(&state.config, request.headers())?;
    }
    Ok(next.run(request).await)
}

/// Whether the request can be a page's of this site or of an origin that is listed, or a program's. A page of
/// this site has the origin of the public URL, whatever else the browser says.
pub fn check(config: &Config, headers: &HeaderMap) -> Result<(), AppError> {
    let listed = |origin: &[u8]| {
        let mut origins = config.cors_origins.iter();
        origins.any(|listed| listed.as_bytes() == origin)
    };
    let own = config.public_url.origin().as_bytes();
    let refused = match (one(headers, &SEC_FETCH_SITE), one(headers, &ORIGIN)) {
        (_, Some((origin, true))) if listed(origin) => return Ok(()),
        (Some((b"same-origin", true)), Some((origin, true)))
            if origin == own || config.public_url.is_local_page(origin) =>
        {
            return Ok(());
        }
        (Some((b"same-origin", true)), None) => return Ok(()),
        (None, Some((origin, true))) if origin == own => return Ok(()),
        (Some((b"same-origin", true)) | None, Some(_)) => {
            "the Origin header is not the public URL of this server"
        }
        (Some(_), _) => "the browser says that this request was made by another site",
        (None, None) if headers.contains_key(COOKIE) => {
            "a request with a cookie has to say where it comes from, with Sec-Fetch-Site or Origin"
        }
        (None, None) => return Ok(()),
    };
    Err(AppError::new(ProblemCode::CrossSite, refused))
}

/// The first value of a header, and whether it is the only one.
pub(super) fn one<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<(&'h [u8], bool)> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    first.map(|value| (value.as_bytes(), values.next().is_none()))
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
