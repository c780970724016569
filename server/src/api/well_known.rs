//! What other programs need to verify the tokens: the public keys (RFC 7517 §5) and their address (RFC 8414 §2).

use crate::state::AppState;
use axum::{
    Json,
    extract::State,
    http::{
        HeaderName,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;
use shared::api::paths;
use utoipa::ToSchema;

// A JWK set for the OpenAPI document. The answer itself is a value of jsonwebtoken, whose types have no schema.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Keys {
    #[schema(inline)]
    keys: Vec<Key>,
}

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Key {
    kty: String,
    kid: String,
    #[schema(required = false)]
    alg: String,
    #[schema(required = false)]
    r#use: String,
}

/// The public keys (RFC 7517)
///
/// Empty where tokens are signed with a secret (HS256), which is not published.
#[utoipa::path(get, path = paths::JWKS, operation_id = "jwks", tag = "Keys",
    responses((status = 200, description = "The keys.", body = inline(Keys),
        content_type = "application/jwk-set+json")))]
pub(crate) async fn jwks(State(state): State<AppState>) -> Response {
    let media_type = (CONTENT_TYPE, "application/jwk-set+json");
    let keys = state.keys.jwks(state.clock.now());
    (cached(&state), FOR_EVERY_ORIGIN, [media_type], Json(keys)).into_response()
}

// The login is no OAuth grant, so there are no endpoints to name. Both lists are empty and still sent: RFC 8414 §2
// requires the first, and without the second a client has to assume two grants.
#[derive(Serialize, ToSchema)]
struct Metadata<'a> {
    issuer: &'a str,
    jwks_uri: String,
    #[schema(value_type = Vec<String>)]
    response_types_supported: [&'static str; 0],
    #[schema(value_type = Vec<String>)]
    grant_types_supported: [&'static str; 0],
    service_documentation: String,
}

/// About the issuer (RFC 8414)
#[utoipa::path(get, path = paths::METADATA, operation_id = "metadata", tag = "Keys",
    responses((status = 200, description = "The metadata.", body = inline(Metadata))))]
pub(crate) async fn metadata(State(state): State<AppState>) -> Response {
    let origin = state.config.public_url.origin();
    let metadata = Metadata {
        issuer: state.config.policy.issuer(),
        jwks_uri: format!("{origin}{}", paths::JWKS),
        response_types_supported: [],
        grant_types_supported: [],
        service_documentation: format!("{origin}{}", paths::DOCS),
    };
    (cached(&state), FOR_EVERY_ORIGIN, Json(metadata)).into_response()
}

/// Pages of any origin may read the answer: a service that verifies in the browser needs the keys, and they
/// are public.
const FOR_EVERY_ORIGIN: [(HeaderName, &str); 2] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// Lets verifiers cache an answer for half the time that a key is announced, so that they read each key before it
/// signs.
fn cached(state: &AppState) -> [(HeaderName, String); 1] {
    let seconds = state.config.key_announce.as_secs() / 2;
    [(CACHE_CONTROL, format!("public, max-age={seconds}"))]
}
