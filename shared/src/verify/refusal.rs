//! Why a token is refused.

use super::{Algorithm, Check};
use crate::{
    compact::{MAX_TOKEN_BYTES, Part},
    json::JsonError,
};

/// Why a token is refused: one sentence each, and the check that found it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Longer than [`MAX_TOKEN_BYTES`].
    #[error("the token has {bytes} bytes; more than {MAX_TOKEN_BYTES} are not looked at")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// Not `header.payload.signature`.
    #[error("a token has three parts with dots between them; this one has {parts}")]
    NotThreeParts {
        /// How many there are.
        parts: usize,
    },
    /// Nothing between two dots.
    #[error("the {part} is empty")]
    EmptyPart {
        /// Which part.
        part: Part,
    },
    /// Padding, white space, a character from elsewhere, or bits set behind the end.
    #[error("the {part} is not canonical base64url")]
    NotBase64Url {
        /// Which part.
        part: Part,
    },
    /// The header or the payload is not JSON, or not an object.
    #[error("the {part} is not a JSON object")]
    NotJson {
        /// Which part.
        part: Part,
    },
    /// A member stands twice, so that two readers could see two different tokens.
    #[error("the {part} has the member {name:?} twice")]
    Duplicate {
        /// Which part.
        part: Part,
        /// Which member.
        name: String,
    },
    /// A header member besides `alg`, `typ`, `kid`: it could bring its own key or change the rules.
    #[error("the header has {name:?}; only alg, typ and kid are accepted")]
    UnknownHeader {
        /// Which member.
        name: String,
    },
    /// Another kind of token.
    #[error("typ is not at+jwt: this is not an access token")]
    WrongType,
    /// No key id, or one that no key could have.
    #[error("kid is missing or not 1 to 64 base64url characters")]
    NoKeyId,
    /// No such key.
    #[error("kid names no key that verifies here")]
    UnknownKey,
    /// The algorithm is not the key's.
    #[error("alg is not {wanted}, the one algorithm of this key")]
    WrongAlgorithm {
        /// The key's algorithm.
        wanted: Algorithm,
    },
    /// The signature belongs to another token, or to another key.
    #[error("the signature does not match header and payload")]
    WrongSignature,
    /// A claim that no access token of this server has.
    #[error("the claim {name:?} is none of an access token's")]
    UnknownClaim {
        /// Which claim.
        name: String,
    },
    /// A claim is missing.
    #[error("the claim {name} is missing")]
    ClaimMissing {
        /// Which claim.
        name: &'static str,
    },
    /// A claim has the wrong type or is out of range.
    #[error("the claim {name} is not {wanted}")]
    ClaimType {
        /// Which claim.
        name: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
    /// Issued by another issuer.
    #[error("iss is not the issuer expected here")]
    WrongIssuer,
    /// Meant for another audience.
    #[error("aud is not the audience expected here")]
    WrongAudience,
    /// Issued in the future.
    #[error("iat is {seconds} s in the future")]
    IssuedInFuture {
        /// How far, in seconds.
        seconds: i64,
    },
    /// Not valid yet.
    #[error("nbf is {seconds} s in the future")]
    NotYetValid {
        /// How far, in seconds.
        seconds: i64,
    },
    /// Lives longer than any token may, or not at all.
    #[error("a lifetime of {seconds} s is out of range")]
    WrongLifetime {
        /// From `iat` to `exp`, in seconds.
        seconds: i64,
    },
    /// Expired.
    #[error("the token expired {seconds} s ago")]
    Expired {
        /// How long ago, in seconds.
        seconds: i64,
    },
    /// The session was ended.
    #[error("the session of this token has ended")]
    SessionEnded,
}

impl Refusal {
    /// The check that found it.
    #[must_use]
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

    pub(crate) fn header(error: JsonError) -> Self {
        Self::json(Part::Header, error)
    }

    pub(crate) fn payload(error: JsonError) -> Self {
        Self::json(Part::Payload, error)
    }

    fn json(part: Part, error: JsonError) -> Self {
        match error {
            JsonError::Syntax | JsonError::NotAnObject => Self::NotJson { part },
            JsonError::Duplicate(name) => Self::Duplicate { part, name },
        }
    }
}
