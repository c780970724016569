//! Answers as OpenAPI has them.

use super::schema::{one_of, text};
use serde_json::Value;
use shared::{Problem, ProblemCode, problem};
use utoipa::{
    ToSchema,
    openapi::{
        Content, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder,
        header::HeaderBuilder,
        schema::{AllOfBuilder, Schema, Type},
    },
};

/// A good one with a body.
pub(super) fn good(what: &str, schema: RefOr<Schema>, example: Value) -> ResponseBuilder {
    let mut content = Content::new(Some(schema));
    content.example = Some(example);
    ResponseBuilder::new()
        .description(what)
        .content("application/json", content)
}

pub(super) fn set_cookie(response: ResponseBuilder) -> ResponseBuilder {
    response.header(
        "Set-Cookie",
        HeaderBuilder::new()
            .schema(Some(Schema::from(text())))
            .description(Some("The http-only cookies of the session."))
            .build(),
    )
}

/// What all failures of one status have in common.
pub(super) fn failure(codes: &[ProblemCode]) -> Response {
    let lines = codes
        .iter()
        .map(|code| format!("- `{code}`: {}.", code.title()));
    let description = lines.collect::<Vec<_>>().join("\n");
    let code = one_of(codes.iter().map(|code| code.name()));
    let schema = AllOfBuilder::new()
        .item(Ref::from_schema_name(Problem::name()))
        .item(ObjectBuilder::new().property("code", code));
    let mut content = Content::new(Some(Schema::from(schema)));
    content.example = serde_json::to_value(Problem::new(
        codes[0],
        "One sentence about this case that says what to do.",
    ))
    .ok();
    let mut response = ResponseBuilder::new()
        .description(description)
        .content(problem::MEDIA_TYPE, content);
    let header = |schema: ObjectBuilder, what: &str| {
        HeaderBuilder::new()
            .schema(Some(Schema::from(schema)))
            .description(Some(what))
            .build()
    };
    match codes[0].status() {
        400 if codes.contains(&ProblemCode::TokenRequestInvalid) => {
            response = response.header("WWW-Authenticate", header(text(), CHALLENGE));
        }
        401 => response = response.header("WWW-Authenticate", header(text(), CHALLENGE)),
        429 => {
            let what = "In how many seconds the next try is possible.";
            response = response.header("Retry-After", header(seconds(), what));
        }
        503 if codes.contains(&ProblemCode::Busy) => {
            let what = "With `busy`: in how many seconds to try again.";
            response = response.header("Retry-After", header(seconds(), what));
        }
        _ => {}
    }
    response.build()
}

fn seconds() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
}

const CHALLENGE: &str = "What is wrong with the token, as in RFC 6750 §3.";
