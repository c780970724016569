//! Step 3, store: the client keeps the access token where it wants to, and the server sets the http-only
//! cookies. The refresh token always goes into one, the access token if the client asked for it.

use super::{cookies::Cookie, issue::Grant};
use crate::config::PublicUrl;
use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode},
    response::{AppendHeaders, IntoResponse, Response},
};
use shared::api::{StorageMode, TokenGrant, TokenType};

/// The answer to a login and to a renewal.
pub(crate) fn granted(url: &PublicUrl, grant: Grant) -> Response {
    let refresh = Cookie::REFRESH.set(url, &grant.refresh_token, grant.refresh_expires_in);
    let (access, in_body) = match grant.storage {
        // The cookie lives as long as the session and not only as the token: an expired token comes to the
        // server, which says that it has expired, and is not just missing.
        StorageMode::HttpOnlyCookie => {
            let cookie = Cookie::ACCESS.set(url, &grant.access_token, grant.refresh_expires_in);
            (cookie, None)
        }
        // A cookie left from an earlier login would be a second token in every request.
        _ => (Cookie::ACCESS.clear(url), Some(grant.access_token)),
    };
    let body = TokenGrant {
        access_token: in_body,
        token_type: TokenType::Bearer,
        expires_in: grant.expires_in,
        refresh_expires_in: grant.refresh_expires_in,
        theft: grant.theft,
    };
    (AppendHeaders([refresh, access]), Json(body)).into_response()
}

/// An example for the description of the interface.
pub(super) fn example_grant() -> TokenGrant {
    TokenGrant {
        access_token: Some("eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiIuLi4ifQ.c2lnbmF0dXJl".into()),
        token_type: TokenType::Bearer,
        expires_in: 600,
        refresh_expires_in: 86_400,
        theft: None,
    }
}

/// The headers with which the browser forgets both tokens.
pub(crate) fn forgotten(url: &PublicUrl) -> AppendHeaders<[(HeaderName, HeaderValue); 2]> {
    AppendHeaders([Cookie::REFRESH.clear(url), Cookie::ACCESS.clear(url)])
}

/// The answer to a client that has no session any more: 204, and nothing is left in the browser.
pub(crate) fn signed_out(url: &PublicUrl) -> Response {
    (StatusCode::NO_CONTENT, [CLEAR_SITE_DATA], forgotten(url)).into_response()
}

/// Clears cached pages, so that *back* does not show the page of before. The client clears its storage
/// itself: `"storage"` would take the page's language and theme along, and `"cookies"` those of every other
/// program on localhost.
const CLEAR_SITE_DATA: (HeaderName, &str) =
    (HeaderName::from_static("clear-site-data"), "\"cache\"");
