//! Reads bodies, queries and the parameters of paths strictly: a field that is unknown, comes twice or has a wrong type
//! is refused, and the answer names it. The extractors of axum were weighed: their errors quote values, and their JSON
//! extractor reads an array as an object.

use crate::error::AppError;
use axum::{
    body::Bytes,
    extract::{
        DefaultBodyLimit, FromRequest, FromRequestParts, Path, Request, rejection::BytesRejection,
    },
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, request::Parts},
    response::IntoResponse,
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::Deserializer;
use shared::ProblemCode;
use url::form_urlencoded;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr,
        schema::{Schema, Type},
    },
};

/// The longest body that is read unless a handler takes a longer one, in bytes.
pub const MAX_BODY_BYTES: usize = 16 * 1024;

/// A JSON body of this type with at most `MOST` bytes.
#[derive(Clone, Copy, Debug)]
pub struct JsonBody<T, const MOST: usize = MAX_BODY_BYTES>(pub T);

impl<T, S, const MOST: usize> FromRequest<S> for JsonBody<T, MOST>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        if !is_json(request.headers()) {
            return Err(AppError::new(
                ProblemCode::UnsupportedMediaType,
                "send the body as JSON, with Content-Type: application/json",
            ));
        }
        let body = whole_body(request, state, MOST).await?;
        parse(&body).map(Self)
    }
}

/// A body of any media type, as bytes.
#[derive(Clone, Debug)]
pub struct AnyBody(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for AnyBody {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        whole_body(request, state, MAX_BODY_BYTES).await.map(Self)
    }
}

/// Reads a body of at most `most` bytes.
async fn whole_body<S: Send + Sync>(
    mut request: Request,
    state: &S,
    most: usize,
) -> Result<Bytes, AppError> {
    DefaultBodyLimit::max(most).apply(&mut request);
    let failed = |rejection: BytesRejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::new(
            ProblemCode::BodyTooLarge,
            format!("the body has at most {most} bytes here"),
        ),
        _ => AppError::new(ProblemCode::MalformedBody, "the body broke off; send it again"),
    };
    Bytes::from_request(request, state).await.map_err(failed)
}

/// A query of this type. It may have each field of the type once, and no other fields.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        parse_query(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// The parameters of a path. A malformed one is answered like an unknown id, with `not_found`.
#[derive(Clone, Copy, Debug)]
pub struct Segments<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Segments<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(segments)) => Ok(Self(segments)),
            Err(_) => {
                Err(AppError::new(ProblemCode::NotFound, "check the path; a part of it is no id"))
            }
        }
    }
}

/// An id in a path. A malformed one is refused without asking the database: the server never issued it.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Id(pub String);

impl ToSchema for Id {}

impl PartialSchema for Id {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[A-Za-z0-9_-]{22}$")).into()
    }
}

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        if text.len() <= 64 && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err("an id is made of letters, digits, '_' and '-'")
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// The errors quote no value, which may be a password in the wrong field.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, AppError> {
    let malformed = |detail: String| AppError::new(ProblemCode::MalformedBody, detail);
    let body = str::from_utf8(body).map_err(|_| malformed("the body is not UTF-8".into()))?;
    if body.trim_ascii().is_empty() {
        return Err(malformed("the body is empty; send a JSON object".into()));
    }
    serde_json::from_str::<IgnoredAny>(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        malformed(format!("the body is not JSON at line {line}, column {column}"))
    })?;
    // serde would read an array as the fields in their order.
    if !body.trim_ascii_start().starts_with('{') {
        let detail = "the body has to be a JSON object";
        return Err(AppError::new(ProblemCode::InvalidField, detail));
    }
    let mut json = Deserializer::from_str(body);
    serde_path_to_error::deserialize(&mut json)
        .map_err(|error| invalid(&error.path().to_string(), &error.inner().to_string()))
}

fn parse_query<T: DeserializeOwned>(query: &str) -> Result<T, AppError> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    if pairs.clone().any(|(name, value)| (name + value).contains(char::REPLACEMENT_CHARACTER)) {
        let detail = "the query is not UTF-8";
        return Err(AppError::new(ProblemCode::InvalidField, detail));
    }
    serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs))
        .map_err(|error| invalid(&error.path().to_string(), &error.inner().to_string()))
}

/// serde names the field only in the text of its message, between backticks.
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

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::page::PageQuery;

    #[test]
    fn a_query_is_read_strictly() {
        let page = |after: Option<&str>, limit| (after.map(ToOwned::to_owned), limit);
        for (query, read) in [
            ("", page(None, None)),
            ("limit=7", page(None, Some(7))),
            ("after=a%20b&limit=0", page(Some("a b"), Some(0))),
            ("after=", page(Some(""), None)),
        ] {
            let PageQuery { after, limit } = parse_query(query).unwrap();
            assert_eq!((after, limit), read, "{query}");
        }
        for (query, field) in [
            ("limit=many", Some("limit")),
            ("limit=", Some("limit")),
            ("limit=-1", Some("limit")),
            ("limit=1&limit=2", Some("limit")),
            ("before=1", Some("before")),
            ("limit=1&&=2", Some("")),
            ("after=%ff", None),
        ] {
            let error = parse_query::<PageQuery>(query).unwrap_err();
            assert_eq!(error.code(), ProblemCode::InvalidField, "{query}");
            assert_eq!(error.wrong_field(), field, "{query}");
        }
    }
}
