//! Bodies: JSON objects, read strictly, with a sentence for whatever is wrong with them.

use crate::error::AppError;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Deserializer, error::Category};
use shared::ProblemCode;

/// The longest body that is read, in bytes.
pub const MAX_BODY_BYTES: usize = 16 * 1024;

/// A JSON body of this type.
#[derive(Clone, Copy, Debug)]
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        if !is_json(request.headers()) {
            return Err(AppError::new(
                ProblemCode::UnsupportedMediaType,
                "send the body as JSON, with Content-Type: application/json",
            ));
        }
        let body =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.into_response().status() {
                    StatusCode::PAYLOAD_TOO_LARGE => AppError::new(
                        ProblemCode::BodyTooLarge,
                        format!("a body has at most {MAX_BODY_BYTES} bytes"),
                    ),
                    _ => AppError::new(
                        ProblemCode::MalformedBody,
                        "the body broke off; send it again",
                    ),
                })?;
        parse(&body).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// What is wrong is said without quoting a value: it may be a password in the wrong place.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, AppError> {
    let malformed = |detail: &str| AppError::new(ProblemCode::MalformedBody, detail);
    if body.trim_ascii().is_empty() {
        return Err(malformed(
            "the body is empty; send a JSON object, {} at least",
        ));
    }
    if body.trim_ascii_start()[0] != b'{' {
        return Err(match serde_json::from_slice::<IgnoredAny>(body) {
            Ok(_) => AppError::new(
                ProblemCode::InvalidField,
                "the body has to be a JSON object",
            ),
            Err(_) => malformed("the body is not JSON"),
        });
    }
    let mut json = Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            Category::Data => invalid(&path, &error.to_string()),
            Category::Io | Category::Syntax | Category::Eof => malformed(&format!(
                "the body is not JSON: line {}, column {}",
                error.line(),
                error.column()
            )),
        }
    })?;
    json.end()
        .map_err(|_| malformed("something follows the JSON object"))?;
    Ok(value)
}

/// serde tells what is wrong in words only; the field stands between backticks.
fn invalid(path: &str, message: &str) -> AppError {
    let quoted = |start: &str| message.strip_prefix(start)?.split('`').next();
    if let Some(field) = quoted("missing field `") {
        AppError::field(field, format!("the field {field} is missing"))
    } else if let Some(field) = quoted("unknown field `") {
        let field: String = field.chars().take(64).collect();
        AppError::field(field, "there is no such field")
    } else if let Some(field) = quoted("duplicate field `") {
        AppError::field(field, format!("the field {field} came twice"))
    } else {
        AppError::field(path, format!("the field {path} has a wrong type or value"))
    }
}
