//! Failures, as handlers return them and as the interface answers with them.
//!
//! The client gets a problem with a stable code (RFC 9457). The cause of a fault of the server is logged once and never
//! sent.

use axum::{
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use shared::{Check, Problem, ProblemCode, Refusal, credentials::CredentialError, problem};
use std::time::Duration;

/// A failure, from the place where it happens to the response.
#[derive(Debug)]
pub struct AppError {
    problem: Box<Problem>,
    header: Option<(HeaderName, HeaderValue)>,
    cause: Option<anyhow::Error>,
}

impl AppError {
    /// A problem with this code, and a sentence for this case.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        let header = (code.status() == 401).then_some((WWW_AUTHENTICATE, CHALLENGE));
        Self { problem: Box::new(Problem::new(code, detail)), header, cause: None }
    }

    /// A field of the body is wrong.
    pub fn field(field: impl Into<String>, detail: impl Into<String>) -> Self {
        let mut error = Self::new(ProblemCode::InvalidField, detail);
        error.problem = Box::new(error.problem.in_field(field));
        error
    }

    /// The same failure under the name that its field has in another body.
    #[must_use]
    pub fn in_field(mut self, field: &str) -> Self {
        if self.problem.field.is_some() {
            self.problem.field = Some(field.into());
        }
        self
    }

    /// The token did not come once and as a bearer token (RFC 6750 §3.1).
    #[must_use]
    pub fn token_request(detail: &str) -> Self {
        Self {
            header: Some((WWW_AUTHENTICATE, challenge("invalid_request", detail))),
            ..Self::new(ProblemCode::TokenRequestInvalid, detail)
        }
    }

    /// The token is good, and does not allow this (RFC 6750 §3.1).
    #[must_use]
    pub fn insufficient_scope(detail: &str) -> Self {
        Self {
            header: Some((WWW_AUTHENTICATE, challenge("insufficient_scope", detail))),
            ..Self::new(ProblemCode::InsufficientScope, detail)
        }
    }

    /// A fault of the server. The cause goes into the log alone.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(
                ProblemCode::Internal,
                "something went wrong here; the log of the server says what",
            )
        }
    }

    /// Too many attempts. `wait` is the time until the next one is possible; `Retry-After` has it in seconds, rounded up.
    #[must_use]
    pub fn too_many_attempts(wait: Duration) -> Self {
        let seconds = wait.as_millis().div_ceil(1000).max(1);
        let detail = format!("there were too many tries; the next one is possible in {seconds} s");
        Self {
            header: HeaderValue::try_from(seconds.to_string()).ok().map(|wait| (RETRY_AFTER, wait)),
            ..Self::new(ProblemCode::TooManyAttempts, detail)
        }
    }

    /// More passwords wait to be hashed than the server accepts.
    #[must_use]
    pub fn busy() -> Self {
        Self {
            header: Some((RETRY_AFTER, HeaderValue::from_static("1"))),
            ..Self::new(
                ProblemCode::Busy,
                "many people are signing in at this moment; try again in a second",
            )
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.problem.code
    }

    /// The sentence for this case.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.problem.detail
    }

    /// The field that is wrong.
    #[must_use]
    pub fn wrong_field(&self) -> Option<&str> {
        self.problem.field.as_deref()
    }

    /// The check of the verifier that refused the token.
    #[must_use]
    pub fn check(&self) -> Option<Check> {
        self.problem.check
    }
}

/// A 401 without a token names the scheme and no error (RFC 6750 §3.1).
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"claimcheck\"");

/// The challenge of RFC 6750 §3. The description is a sentence of the server, which may quote the token: only the
/// characters that the RFC allows stay, and at most 200 of them.
fn challenge(error: &str, description: &str) -> HeaderValue {
    let mut value = format!("Bearer realm=\"claimcheck\", error=\"{error}\", error_description=\"");
    let allowed = |c: &char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
    value.extend(description.chars().filter(allowed).take(200));
    value.push('"');
    HeaderValue::from_str(&value).unwrap_or(CHALLENGE)
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal.check() {
            Check::Expiry => ProblemCode::TokenExpired,
            Check::Session => ProblemCode::SessionEnded,
            _ => ProblemCode::TokenInvalid,
        };
        let detail = shortened(&refusal.to_string());
        let mut error = Self::new(code, &*detail);
        error.problem = Box::new(error.problem.by_check(refusal.check()));
        error.header = Some((WWW_AUTHENTICATE, challenge("invalid_token", &detail)));
        error
    }
}

/// A refusal can quote a member of the token, which the client may have made very long.
fn shortened(sentence: &str) -> String {
    const MOST: usize = 200;
    let mut short: String = sentence.chars().take(MOST).collect();
    if short.len() < sentence.len() {
        short.push('…');
    }
    short
}

impl From<CredentialError> for AppError {
    fn from(error: CredentialError) -> Self {
        let mut failure = Self::field(error.field(), error.to_string());
        if let CredentialError::PasswordWeak { weakness } = error {
            failure.problem.weakness = Some(weakness);
        }
        failure
    }
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound
            | sqlx::Error::TypeNotFound { .. }
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Encode(_)
            | sqlx::Error::Decode(_) => Self::internal(error),
            // The answer does not say whether something was changed: the database may have committed.
            _ => Self {
                cause: Some(error.into()),
                ..Self::new(
                    ProblemCode::Unavailable,
                    "the database does not answer; try again in a moment",
                )
            },
        }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        // A database that does not answer is `unavailable` here, too, and no fault of the server.
        match error.downcast::<sqlx::Error>() {
            Ok(error) => error.into(),
            Err(error) => Self::internal(error),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        if let Some(cause) = &self.cause {
            tracing::error!(code = %self.problem.code, cause = format!("{cause:#}"), "failed");
        }
        let status =
            StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let media_type = HeaderValue::from_static(problem::MEDIA_TYPE);
        let mut response = (status, axum::Json(self.problem)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}
