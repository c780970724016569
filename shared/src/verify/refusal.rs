//! Why a token is refused.

use super::{Algorithm, Check};
use crate::{
    compact::{MAX_TOKEN_BYTES, Part},
    json::JsonError,
};

/// Why a token is refused: one sentence each, and the check that found it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the token has {bytes} bytes; more than {MAX_TOKEN_BYTES} are not looked at")]
    TooLong { bytes: usize },
    #[error("a token has three parts with dots between them; this one has {parts}")]
    NotThreeParts { parts: usize },
    #[error("the {part} is empty")]
    EmptyPart { part: Part },
    /// Padding, white space, a character from elsewhere, or bits set behind the end.
    #[error("the {part} is not canonical base64url")]
    NotBase64Url { part: Part },
    #[error("the {part} is not a JSON object")]
    NotJson { part: Part },
    /// A member stands twice, so that two readers could see two different tokens.
    #[error("the {part} has the member {name:?} twice")]
    Duplicate { part: Part, name: String },
    /// A header member besides `alg`, `typ`, `kid`: it could bring its own key or change the rules.
    #[error("the header has {name:?}; only alg, typ and kid are accepted")]
    UnknownHeader { name: String },
    #[error("typ is not at+jwt: this is not an access token")]
    WrongType,
    #[error("kid is missing or not 1 to 64 base64url characters")]
    NoKeyId,
    #[error("kid names no key that verifies here")]
    UnknownKey,
    #[error("alg is not {wanted}, the one algorithm of this key")]
    WrongAlgorithm { wanted: Algorithm },
    /// The signature belongs to another token, or to another key.
    #[error("the signature does not match header and payload")]
    WrongSignature,
    #[error("the claim {name:?} is none of an access token's")]
    UnknownClaim { name: String },
    #[error("the claim {name} is missing")]
    ClaimMissing { name: &'static str },
    #[error("the claim {name} is not {wanted}")]
    ClaimType { name: &'static str, wanted: &'static str },
    #[error("iss is not the issuer expected here")]
    WrongIssuer,
    #[error("aud is not the audience expected here")]
    WrongAudience,
    #[error("iat is {seconds} s in the future")]
    IssuedInFuture { seconds: i64 },
    #[error("nbf is {seconds} s in the future")]
    NotYetValid { seconds: i64 },
    #[error("a lifetime of {seconds} s is out of range")]
    WrongLifetime { seconds: i64 },
    #[error("the token expired {seconds} s ago")]
    Expired { seconds: i64 },
    #[error("the session of this token has ended")]
    SessionEnded,
}

impl Refusal {
    /// The check that found it.
    pub const fn check(&self) -> Check {
        match self {
            Self::TooLong { .. } => Check::Length,
            Self::NotThreeParts { .. } | Self::EmptyPart { .. } => Check::Parts,
            Self::NotBase64Url { .. } => Check::Encoding,
            Self::NotJson { part } | Self::Duplicate { part, .. } => match part {
                Part::Header => Check::HeaderJson,
                Part::Payload | Part::Signature => Check::PayloadJson,
            },
            Self::UnknownHeader { .. } => Check::HeaderMembers,
            Self::WrongType => Check::Type,
            Self::NoKeyId | Self::UnknownKey => Check::KeyId,
            Self::WrongAlgorithm { .. } => Check::Algorithm,
            Self::WrongSignature => Check::Signature,
            Self::UnknownClaim { .. } | Self::ClaimMissing { .. } | Self::ClaimType { .. } => {
                Check::Claims
            }
            Self::WrongIssuer => Check::Issuer,
            Self::WrongAudience => Check::Audience,
            Self::IssuedInFuture { .. } | Self::NotYetValid { .. } => Check::NotBefore,
            Self::WrongLifetime { .. } => Check::Lifetime,
            Self::Expired { .. } => Check::Expiry,
            Self::SessionEnded => Check::Session,
        }
    }

    pub(crate) fn json(part: Part, error: JsonError) -> Self {
        match error {
            JsonError::Syntax | JsonError::NotAnObject => Self::NotJson { part },
            JsonError::Duplicate(name) => Self::Duplicate { part, name },
        }
    }
}
