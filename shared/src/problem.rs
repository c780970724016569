//! Failures as the interface tells them: RFC 9457 problem details with stable codes.

use crate::{strength::Weakness, verify::Check};
use serde::{Deserialize, Serialize};

/// The media type of a [`Problem`].
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong, for programs (`code`) and for people (`detail`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:claimcheck:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same sentence for every problem of this code.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: ProblemCode,
    /// What to do about this one.
    pub detail: String,
    /// The request field that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The check of the verifier that refused the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
    /// What makes the password easy to guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weakness: Option<Weakness>,
}

impl Problem {
    /// A problem of this code.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:claimcheck:problem:{code}"),
            title: code.title().into(),
            status: code.status(),
            code,
            detail: detail.into(),
            field: None,
            check: None,
            weakness: None,
        }
    }

    /// The same problem, about one request field.
    #[must_use]
    pub fn in_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The same problem, found by one check of the verifier.
    #[must_use]
    pub fn by_check(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $status:literal, $title:literal;)*) => {
        crate::named_enum! {
            /// The stable code of a problem.
            pub enum ProblemCode { $($(#[$doc])* $variant = $name,)* }
            else {
                /// A code of a newer server, which this version does not know.
                Unknown = "unknown",
            }
        }

        /// A type for each code. `#[utoipa::path(responses(…))]` lists those that a handler can fail with.
        #[cfg(feature = "openapi")]
        pub mod fails {
            use super::ProblemCode;
            use std::collections::BTreeMap;
            use utoipa::{
                IntoResponses,
                openapi::{RefOr, Response},
            };

            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug)]
                pub struct $variant;

                /// The name of the code stands in the place of a status, because several codes can have the
                /// same. The server makes one response of those.
                impl IntoResponses for $variant {
                    fn responses() -> BTreeMap<String, RefOr<Response>> {
                        let code = ProblemCode::$variant;
                        BTreeMap::from([(code.name().to_owned(), Response::new(code.title()).into())])
                    }
                }
            )*
        }

        impl ProblemCode {
            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* Self::Unknown => 500 }
            }

            /// The sentence that goes with it.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* Self::Unknown => "Unknown problem" }
            }
        }
    };
}

problem_codes! {
    /// The body is not JSON.
    MalformedBody = "malformed_body", 400, "The body is not valid JSON";
    /// The JSON does not have the fields that the path wants.
    InvalidField = "invalid_field", 422, "A field is missing, unknown or not acceptable";
    /// The body is not declared as `application/json`.
    UnsupportedMediaType = "unsupported_media_type", 415, "The body has to be application/json";
    /// The body is longer than is read here: 16 KiB, or 64 KiB for a profile.
    BodyTooLarge = "body_too_large", 413, "The body is too large";
    /// Nothing has this path.
    NotFound = "not_found", 404, "There is nothing at this path";
    /// The path does not take this method.
    MethodNotAllowed = "method_not_allowed", 405, "This path does not take this method";
    /// The name is taken.
    UsernameTaken = "username_taken", 409, "The user name is taken";
    /// The profile was changed elsewhere since it was read.
    ProfileChanged = "profile_changed", 409, "The profile was changed in the meantime";
    /// A new signing key was announced and does not sign yet.
    RotationPending = "rotation_pending", 409, "A rotation is under way";
    /// Admins cannot disable themselves, so that one is left.
    OwnAccount = "own_account", 409, "Admins cannot do this to their own account";
    /// Many people share this account, so it stays as it is.
    GuestAccount = "guest_account", 409, "A guest account cannot be changed";
    /// Name or password is wrong, or the account may not sign in: which of these is not told.
    WrongCredentials = "wrong_credentials", 401, "User name or password is wrong";
    /// The current password was asked for once more, and is wrong.
    WrongPassword = "wrong_password", 403, "The current password is wrong";
    /// Too many tries; `Retry-After` says when the next one is worth it.
    TooManyAttempts = "too_many_attempts", 429, "Too many attempts";
    /// A cookie came without proof that the request is from a page of this server.
    CrossSite = "cross_site", 403, "The request does not come from this site";
    /// The request is for another host than the server's.
    WrongHost = "wrong_host", 421, "The request is for another host";
    /// No token came.
    TokenMissing = "token_missing", 401, "An access token is required";
    /// The `Authorization` header is not `Bearer` and a token, or there are two tokens.
    TokenRequestInvalid = "token_request_invalid", 400, "The token has to come once, as Authorization: Bearer";
    /// A check refused the token.
    TokenInvalid = "token_invalid", 401, "The access token is refused";
    /// The token is genuine and past its expiry.
    TokenExpired = "token_expired", 401, "The access token has expired";
    /// The token is genuine and its session has ended.
    SessionEnded = "session_ended", 401, "The session has ended";
    /// There is no refresh token, or none that this server made for a living session.
    RefreshRefused = "refresh_refused", 401, "The session cannot be renewed";
    /// A used refresh token came again; the session was ended.
    RefreshReused = "refresh_reused", 401, "The refresh token was used before";
    /// The token's roles do not allow it.
    InsufficientScope = "insufficient_scope", 403, "The token does not allow this";
    /// More work is waiting than the server takes on.
    Busy = "busy", 503, "The server is busy";
    /// The database does not answer.
    Unavailable = "unavailable", 503, "The server cannot reach its database";
    /// The answer took too long.
    Timeout = "timeout", 503, "The answer took too long";
    /// A fault of the server, told in its log.
    Internal = "internal", 500, "The server failed";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_survives_the_wire() {
        let problem = Problem::new(ProblemCode::TokenInvalid, "the signature does not match")
            .by_check(Check::Signature);
        let json = serde_json::to_string(&problem).unwrap();
        assert!(json.contains("\"type\":\"urn:claimcheck:problem:token_invalid\""));
        assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
    }
}
