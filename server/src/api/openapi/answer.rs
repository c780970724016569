//! The responses in the document: failures, and the cookies of successful answers.

use shared::{Problem, ProblemCode, problem};
use utoipa::{
    ToSchema,
    openapi::{
        Content, Header, ObjectBuilder, Ref, Response, ResponseBuilder,
        header::HeaderBuilder,
        schema::{AllOfBuilder, Schema, Type},
    },
};

/// One response for these codes, which have one status.
pub(super) fn failure(codes: &[ProblemCode]) -> Response {
    let lines = codes.iter().map(|code| format!("- `{code}`: {}.", code.title()));
    let description = lines.collect::<Vec<_>>().join("\n");
    let code = text().enum_values(Some(codes.iter().map(|code| code.name())));
    let schema = AllOfBuilder::new()
        .item(Ref::from_schema_name(Problem::name()))
        .item(ObjectBuilder::new().property("code", code));
    let mut content = Content::new(Some(Schema::from(schema)));
    content.example = serde_json::to_value(Problem::new(
        codes[0],
        "One sentence about this case that says what to do.",
    ))
    .ok();
    let response =
        ResponseBuilder::new().description(description).content(problem::MEDIA_TYPE, content);
    let response = match codes[0].status() {
        400 if codes.contains(&ProblemCode::TokenRequestInvalid) => {
            response.header("WWW-Authenticate", header(text(), CHALLENGE))
        }
        401 => response.header("WWW-Authenticate", header(text(), CHALLENGE)),
        429 => {
            let what = "In how many seconds the next try is possible.";
            response.header("Retry-After", header(seconds(), what))
        }
        503 if codes.contains(&ProblemCode::Busy) => {
            let what = "With `busy`: in how many seconds to try again.";
            response.header("Retry-After", header(seconds(), what))
        }
        _ => response,
    };
    response.build()
}

/// The header `Set-Cookie` of a successful answer.
pub(super) fn cookies() -> Header {
    header(text(), "The http-only cookies of the session.")
}

fn header(schema: ObjectBuilder, what: &str) -> Header {
    HeaderBuilder::new().schema(Some(Schema::from(schema))).description(Some(what)).build()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn seconds() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1))
}

const CHALLENGE: &str = "What is wrong with the token, as in RFC 6750 §3.";
