//! What anybody may ask.

use super::{operation::Operation, schema::text};
use serde_json::json;
use shared::{
    ProblemCode,
    api::{ServerInfo, paths},
};
use utoipa::openapi::{
    HttpMethod::Get,
    ObjectBuilder,
    schema::{AdditionalProperties, ArrayBuilder},
};

pub(super) const KEYS: &str = "Keys";
pub(super) const SERVER: &str = "Server";

pub(super) fn operations() -> Vec<Operation> {
    vec![
        jwks(),
        metadata(),
        info(),
        health("/healthz", "is_alive", "Whether the process answers"),
        ready(),
        openapi(),
        docs(),
    ]
}

fn jwks() -> Operation {
    let key = ObjectBuilder::new()
        .property("kty", text())
        .property("kid", text())
        .property("alg", text())
        .property("use", text())
        .required("kty")
        .required("kid");
    let keys = ObjectBuilder::new()
        .property("keys", ArrayBuilder::new().items(key))
        .required("keys");
    Operation::new(Get, paths::JWKS, "jwks", "The public keys (RFC 7517)")
        .tag(KEYS)
        .describe("Empty where tokens are signed with a secret (HS256): it is nobody else's.")
        .answers_as("application/jwk-set+json", "The keys.", keys)
}

fn metadata() -> Operation {
    let metadata = ObjectBuilder::new()
        .property("issuer", text())
        .required("issuer")
        .additional_properties(Some(AdditionalProperties::FreeForm(true)));
    Operation::new(
        Get,
        paths::METADATA,
        "metadata",
        "About the issuer (RFC 8414)",
    )
    .tag(KEYS)
    .answers_as("application/json", "The metadata.", metadata)
}

fn info() -> Operation {
    Operation::new(
        Get,
        paths::INFO,
        "info",
        "What a client may know before it signs in",
    )
    .tag(SERVER)
    .answers::<ServerInfo>(
        200,
        "The server's clock and rules.",
        json!({
            "now_ms": 1_800_000_000_000_u64, "access_lifetime": 600, "leeway": 5,
            "password_min": 15
        }),
    )
}

fn health(path: &'static str, id: &str, summary: &str) -> Operation {
    let status = ObjectBuilder::new()
        .property("status", text())
        .required("status");
    Operation::new(Get, path, id, summary)
        .tag(SERVER)
        .answers_as("application/json", "Yes.", status)
}

fn ready() -> Operation {
    health(
        "/readyz",
        "is_ready",
        "Whether requests should be sent here",
    )
    .describe("No while the database does not answer, and once the server was asked to stop.")
    .fails(&[ProblemCode::Unavailable])
}

fn openapi() -> Operation {
    let document = ObjectBuilder::new()
        .property("openapi", text())
        .required("openapi")
        .additional_properties(Some(AdditionalProperties::FreeForm(true)));
    Operation::new(
        Get,
        paths::OPENAPI,
        "openapi",
        "This description (OpenAPI 3.1)",
    )
    .tag(SERVER)
    .answers_as("application/json", "The description.", document)
}

fn docs() -> Operation {
    Operation::new(Get, paths::DOCS, "docs", "This description for people")
        .tag(SERVER)
        .answers_as("text/html", "A page.", text())
}
