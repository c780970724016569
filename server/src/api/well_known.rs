//! What others need to verify our tokens: the public keys (RFC 7517), and where they are (RFC 8414).

use crate::state::AppState;
use axum::{
    Json,
    extract::State,
    http::{
        HeaderName,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;
use shared::api::paths;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr,
        schema::{ArrayBuilder, Schema, Type},
    },
};

/// A list of keys as the description has it. The library that they are read with writes it.
enum Keys {}

impl ToSchema for Keys {}

impl PartialSchema for Keys {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let key = ObjectBuilder::new()
            .property("kty", text())
            .property("kid", text())
            .property("alg", text())
            .property("use", text())
            .required("kty")
            .required("kid");
        let keys =
            ObjectBuilder::new().property("keys", ArrayBuilder::new().items(key)).required("keys");
        keys.into()
    }
}

/// The public keys (RFC 7517)
///
/// Empty where tokens are signed with a secret (HS256): it is nobody else's.
#[utoipa::path(get, path = paths::JWKS, operation_id = "jwks", tag = "Keys",
    responses((status = 200, description = "The keys.", body = inline(Keys),
        content_type = "application/jwk-set+json")))]
pub(crate) async fn jwks(State(state): State<AppState>) -> Response {
    let media_type = (CONTENT_TYPE, "application/jwk-set+json");
    let keys = state.keys.jwks(state.clock.now());
    (cached(&state), [media_type], Json(keys)).into_response()
}

// What there is to know about the issuer. Tokens are given out by an interface of our own and by no
// grant of OAuth, so there is no endpoint to name. Both lists have to be there although they are
// empty: the first is required, and the lack of the second would mean two grants.
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
    (cached(&state), Json(metadata)).into_response()
}

/// Half as long as a key is announced: a verifier that keeps the list until then knows every key before
/// its first token comes.
fn cached(state: &AppState) -> [(HeaderName, String); 1] {
    let seconds = state.config.key_announce.as_secs() / 2;
    [(CACHE_CONTROL, format!("public, max-age={seconds}"))]
}
