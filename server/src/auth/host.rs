//! Requests have to name this server as their host.
//!
//! An attacker's page can have its own name resolved to the address of this server (DNS rebinding). The
//! browser then takes the answers for those of the attacker's site, and the page may read them. The `Host`
//! header still has the attacker's name (RFC 9110 §7.2), so the server compares it with the public URL.

use super::same_site::one;
use crate::{config::PublicUrl, error::AppError, headers::is_for_every_host, state::AppState};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, Uri,
        header::HOST,
        uri::{Authority, Scheme},
    },
    middleware::Next,
    response::Response,
};
use shared::ProblemCode;

/// Refuses requests that name another host with a 421 (RFC 9110 §15.5.20). Health checks come by address, and
/// what the server publishes for every service is no secret, so these pass.
pub(crate) async fn guard(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    if !is_for_every_host(request.uri().path()) {
        check(&state.config.public_url, request.uri(), request.headers())?;
    }
    Ok(next.run(request).await)
}

fn check(url: &PublicUrl, uri: &Uri, headers: &HeaderMap) -> Result<(), AppError> {
    let named = match (uri.authority(), one(headers, &HOST)) {
        // A URL in the request line counts more than the header (RFC 9112 §3.2.2).
        (Some(authority), _) => Some(authority.clone()),
        (None, Some((host, true))) => Authority::try_from(host).ok(),
        (None, _) => None,
    };
    match named {
        Some(host) if url.is_at(&host) => Ok(()),
        Some(host) => Err(wrong_host(url, &host)),
        None => Err(AppError::new(
            ProblemCode::WrongHost,
            "the request has no Host header, or more than one, or one that is no host",
        )),
    }
}

fn wrong_host(url: &PublicUrl, host: &Authority) -> AppError {
    let scheme = if url.is_secure() { Scheme::HTTPS } else { Scheme::HTTP };
    let host: String = host.as_str().chars().take(LONGEST_NAME).collect();
    AppError::new(
        ProblemCode::WrongHost,
        format!(
            "this server is {}, and the request is for {host}; open that address, have the proxy pass the Host header on, or set CLAIMCHECK_PUBLIC_URL={scheme}://{host}",
            url.origin()
        ),
    )
}

/// The longest name that DNS has (RFC 1035 §2.3.4), and room for a port.
const LONGEST_NAME: usize = 260;
